"""The published numbers computed again, and the committed table held to them."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.errors import DataError
from engagement.validation import published
from engagement.validation.agreement import agrees, shown
from engagement.validation.published import STUDIES, Study, compared, numbers

pytestmark = pytest.mark.filterwarnings("ignore:Starting with pandas")  # lifelines
COMMITTED = pd.read_csv(Path(__file__).parents[3] / "data" / "validation.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("study", STUDIES)
def test_the_committed_table_is_what_comes_out(study):
    found = numbers(study)
    if found is None:
        pytest.skip("ENGAGEMENT_DATA is not set: the data of the papers are not on this machine")
    rows = COMMITTED[COMMITTED["study"] == study]
    assert set(found) == set(rows["quantity"])
    again = compared(COMMITTED, study, found)
    pd.testing.assert_series_equal(again["agrees"], rows["agrees"])
    digit = [1.01 * 10.0 ** -len(ours.partition(".")[2]) for ours in rows["ours"]]  # rounding may move the last by one
    assert ((again["ours"].astype(float) - rows["ours"].astype(float)).abs() <= digit).all()


def test_every_study_is_in_the_table_once_and_every_row_says_where_it_is_from():
    assert list(COMMITTED["study"].unique()) == list(STUDIES)
    assert not COMMITTED.duplicated(["study", "quantity"]).any()
    assert (COMMITTED[["source", "printed", "ours", "rule"]] != "").all(axis=None)


def test_what_does_not_come_out_says_why():
    off = COMMITTED[COMMITTED["agrees"] == "false"]
    assert (off["note"] != "").all()
    assert len(off) == 12


def test_numbers_that_users_of_the_guide_look_for():
    printed = COMMITTED.set_index("quantity")["printed"]
    assert (printed["rejected by Benjamini-Hochberg"], printed["rejected by Holm"]) == ("4", "3")
    assert (printed["correlation"], printed["jackknife error"], printed["E-value of 3.9"]) == (".7764", ".1425", "7.26")
    assert (printed["HHI of shares 30, 30, 20, 20%"], printed["the same in points"]) == ("0.26", "2600")


@pytest.mark.parametrize(
    ("printed", "ours", "so"),
    [
        (".0811", 0.0811499, True), (".0811", 0.08115, False), ("-6.59e-05", -6.594e-05, True),
        ("-6.59e-05", -6.596e-05, False), ("15099", 15098.5, True), ("15099", 15098.4, False), ("12", 12, True),
        ("0.3100", 0.3100332, True), ("0.31000", 0.3100332, False),
    ],
)  # fmt: skip
def test_a_number_agrees_if_it_rounds_to_the_digits_printed(printed, ours, so):
    assert agrees(printed, ours) is so


@given(st.integers(-(10**6), 10**6), st.integers(0, 6), st.floats(-0.49, 0.49))
def test_numbers_nearer_than_half_the_last_digit_agree_and_are_shown_with_one_more(whole, digits, off):
    unit = 10.0**-digits
    printed = f"{whole * unit:.{digits}f}"
    assert agrees(printed, (whole + off) * unit)
    assert not agrees(printed, (whole + 0.51) * unit)
    assert float(shown(printed, (whole + off) * unit)) == pytest.approx((whole + off) * unit, abs=unit / 10)


def test_what_is_no_number_is_refused():
    with pytest.raises(DataError, match="'about 3' is no printed number"):
        agrees("about 3", 3.0)


def test_a_row_that_nothing_computes_is_refused():
    table = COMMITTED[COMMITTED["study"] == "E-value"].assign(quantity="E-value of 4")
    with pytest.raises(DataError, match="asks for 'E-value of 4' of E-value, which is not computed"):
        compared(table, "E-value", {"E-value of 3.9": 7.26})


def test_make_validate_writes_what_it_computes_and_keeps_the_rest(project, monkeypatch, capsys):
    absent = dict.fromkeys(STUDIES, Study(dict, lambda: None))
    monkeypatch.setattr(published, "STUDIES", absent | {"E-value": STUDIES["E-value"]})
    project.edit("data/validation.csv", "7.26,7.263,true", "7.26,,")
    project.edit("data/validation.csv", ",.8571,0.85714,true", ",.8571,kept,false")
    published.main()
    text = (project.home / "data" / "validation.csv").read_text()
    assert "7.26,7.263,true" in text
    assert ",.8571,kept,false" in text
    said = capsys.readouterr().out
    assert "318 of 331 numbers come out" in said
    assert "set ENGAGEMENT_DATA" in said and "visits to physicians" in said
