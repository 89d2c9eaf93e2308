import pytest

from engagement.errors import DataError
from engagement.evidence import run_study
from engagement.evidence.studies import read_study

from .conftest import STATED, made_up

ENGAGEMENT, OUTCOME = STATED["engagement"][0], STATED["outcome"]


def test_a_file_as_it_should_be_is_read(stated):
    study = read_study(stated())
    assert study.formula == "texts ~ contributions + members"
    assert study.main.per == 10


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"clusters": "group"}, "clusters is not a key of a study; .*(cluster?).*'group'"),
        ({"outcome": {**OUTCOME, "windows": 3}}, "outcome.windows is not a key"),
        ({"smallest_effect": -1}, "smallest_effect is -1: .* greater than 0; correct the value"),
        ({"engagement": []}, "engagement is .*at least 1"),
        ({"outcome": {**OUTCOME, "window": {"years": -2}}}, "outcome.window.years is -2"),
        (
            {"outcome": {**OUTCOME, "window": {"years": 1, "since": 2010, "until": 2001}}},
            "since 2010 comes after",
        ),
        ({"engagement": [{**ENGAGEMENT, "told": "Ten more contributions bring"}]}, "ends in 'go with' or 'goes with'"),
        ({"engagement": [{**ENGAGEMENT, "words": "impact of firms"}]}, "says 'impact'; the words of a study"),
        ({"placebo": {}}, "placebo: give unit and time, or under none the reason"),
        ({"resolutions": 1}, "resolutions is 1; give 0 for none, or 2"),
        ({"lag": 1, "placebo": {"none": "no panel"}}, "a lag needs unit and time"),
    ],
)
def test_a_key_that_cannot_stand_is_named_with_file_value_and_remedy(stated, changes, said):
    with pytest.raises(DataError, match=rf"(?s)try.yml.*{said.replace('(', '.').replace(')', '.').replace('?', '.')}"):
        read_study(stated(**changes))


def test_a_missing_key_a_broken_file_and_no_file(stated, tmp_path):
    with pytest.raises(DataError, match="cluster is missing; add it"):
        read_study(stated(drop=["cluster"]))
    (tmp_path / "try.yml").write_text("a: [", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as YAML"):
        read_study(tmp_path / "try.yml")
    (tmp_path / "try.yml").write_text("seed: 1\nseed: 2", encoding="utf-8")
    with pytest.raises(DataError, match="cannot be read as YAML .seed stands there twice"):
        read_study(tmp_path / "try.yml")
    (tmp_path / "try.yml").write_text("- a", encoding="utf-8")
    with pytest.raises(DataError, match="holds list, not keys"):
        read_study(tmp_path / "try.yml")
    with pytest.raises(DataError, match="there is no such study; beside it there are: try.yml"):
        read_study(tmp_path / "other.yml")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cluster": "department"}, "cluster is 'department': no such column\n  it has group"),
        ({"alternatives": {"samples": {"early": "early"}}}, "alternatives.samples is 'early'"),
        ({"dataset": "rfc"}, "dataset 'rfc' is not known; there are rfc-citations"),
        ({"options": {"definition": "main"}}, "options.definition is no option of dataset made-up; it takes none"),
        ({"outcome": {**OUTCOME, "window": {"years": 5, "until": 2008}}},
         "outcome.window.until is 2008: 5 years after it lie in the future .* 2010; set until to 2005"),
        ({"outcome": {**OUTCOME, "window": {"years": 0, "since": 2050}}}, "outcome.window.since is 2050"),
    ],
)  # fmt: skip
def test_what_the_data_cannot_give_is_named_with_the_file(stated, panel, changes, said):
    panel(made_up())
    with pytest.raises(DataError, match=rf"try.yml: (?s:.*){said}"):
        run_study(stated(**changes))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda frame: frame.assign(group="G"), "all rows have the same group; errors need at least two clusters"),
        (lambda frame: frame.assign(texts=-1), "texts has negative values"),
        (lambda frame: frame.assign(contributions=float("inf")), "contributions"),
        (lambda frame: frame[:0], "no row of dataset made-up is left"),
        (lambda frame: frame.assign(contributions=float("nan")), "no row of the data has all of texts.*contributions"),
    ],
)
def test_data_that_is_wrong_is_an_error_that_names_the_file(stated, panel, wrong, said):
    panel(wrong(made_up()))
    with pytest.raises(DataError, match=f"try.yml.*{said}"):
        run_study(stated())


@pytest.mark.parametrize(
    "flat",
    [
        lambda frame: frame.assign(contributions=7),
        lambda frame: frame.assign(texts=0),
        lambda frame: frame.groupby("group").head(1),
    ],
)
def test_data_that_cannot_tell_gives_a_result_that_says_why(stated, panel, flat):
    panel(flat(made_up()))
    result = run_study(stated())
    assert not result.estimable
    assert "not estimable: " in result.sentence
    assert result.grade.letter == "D"
    assert "nothing could be estimated" in result.verdict


def test_records_that_are_not_there_are_said_with_the_remedy(stated, panel, monkeypatch):
    panel(made_up(), tables=(("attendance", "3gpp", "recorded"),), remedy="put them into data/inbox")
    monkeypatch.setattr("engagement.warehouse.loading.available", lambda name, **chosen: False)
    result = run_study(stated())
    assert not result.estimable
    assert result.sentence.startswith("Not estimable: the records (made-up rows) are not there, as attendance is empty")
    assert "put them into data/inbox" in result.sentence
