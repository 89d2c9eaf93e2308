import datetime

import pytest

from engagement.cli.parser import parser
from engagement.errors import DataError
from engagement.evidence import run_study
from engagement.evidence.studies import read_study
from engagement.evidence.studies.register import enter, entries, registration

from .conftest import STATED, made_up

DAY = datetime.date(2026, 11, 27)
LITTLE = {"alternatives": {}, "leave_out": []}


@pytest.fixture
def register(tmp_path):
    return tmp_path / "register.csv"


def choices(path):
    return read_study(path).choices()


def test_a_run_never_writes_and_says_that_nothing_is_registered(stated, panel, register):
    panel(made_up(groups=6, years=5))
    result = run_study(stated(**LITTLE), turns=0)
    assert not register.exists()
    assert result.registration.status == "not registered"
    assert next(one for one in result.grade.criteria if one.name == "design").verdict == "not met"


def test_a_main_choice_changed_after_results_shows_also_when_the_author_forgets(stated, panel, register):
    panel(made_up(groups=6, years=5))
    assert enter("try", choices(stated()), register, DAY)
    assert run_study(stated(**LITTLE), turns=0).registration.status == "as registered"
    result = run_study(stated(effects=["group"], **LITTLE), turns=0)
    assert result.registration.status == "changed after results"
    assert result.registration.changed == (("effects", ["group", "year"], ["group"]),)
    assert 'effects was ["group", "year"], is ["group"]' in str(result.registration)
    assert "2026-11-27" in str(result.registration)
    assert next(one for one in result.grade.criteria if one.name == "design").verdict == "not met"


def test_entries_are_only_added_so_that_changing_back_shows_too(stated, register):
    first, other = choices(stated()), choices(stated(cluster="year"))
    assert enter("try", first, register, DAY)
    assert not enter("try", first, register, DAY)
    assert enter("try", other, register, DAY)
    assert enter("try", first, register, DAY)
    assert len(entries(register)) == 3
    found = registration("try", first, register)
    assert (found.status, found.changed) == ("changed after results", ())
    assert "changed and changed back" in str(found)


def test_words_and_alternatives_are_no_main_choices_but_windows_and_measures_are(stated):
    first = choices(stated())
    reworded = [{**STATED["engagement"][0], "words": "documents"}]
    assert choices(stated(engagement=reworded, limits=["other"], alternatives={})) == first
    assert choices(stated(engagement=[{**STATED["engagement"][0], "column": "members"}])) != first
    assert choices(stated(outcome={**STATED["outcome"], "window": {"years": 1}})) != first


def test_an_entry_that_was_edited_is_refused(stated, register):
    enter("try", choices(stated()), register, DAY)
    register.write_text(register.read_text(encoding="utf-8").replace("contributions", "members"), encoding="utf-8")
    with pytest.raises(DataError, match="register.csv, line 2: the entry of try does not fit its digest"):
        registration("try", choices(stated()), register)


def test_the_command_enters_a_first_run_and_only_then(stated, panel, register, capsys):
    panel(made_up(groups=6, years=5))
    options = parser().parse_args(["study", str(stated(**LITTLE))])
    assert options.command(options) == 0
    held = register.read_bytes()
    assert "are those registered on" in capsys.readouterr().out
    assert options.command(options) == 0
    assert register.read_bytes() == held
