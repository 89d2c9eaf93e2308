"""Panels counted by hand."""

import pandas as pd
import pytest

from engagement.errors import DataError
from engagement.evidence.studies.panels import (
    citations_panel,
    meetings_panel,
    mentions_panel,
    registrations_panel,
    texts_panel,
)


def day(*dates):
    return pd.to_datetime(list(dates))


def test_citations_count_within_the_window_and_organizations_once():
    rfcs = pd.DataFrame({"rfc": [1, 2, 3, 4, 5], "stream": "IETF", "working_group": ["a", "a", None, "b", "b"],
                         "pages": [10, 20, 5, 7, None],
                         "published": day("2000-01-01", "2001-01-01", "2003-01-01", "2012-01-01", "2001-06-01")
                         })  # fmt: skip
    authorships = pd.DataFrame({"rfc": [1, 1, 2, 3, 4, 5], "author": list("pqprst"), "country": "US"})
    who = pd.DataFrame({"organization": ["X", "Y", "X", "Z", "X", "X"],
                        "kind": ["firm", "firm", "firm", "unknown", "firm", "firm"]})  # fmt: skip
    citing = pd.DataFrame({"rfc": [2, 3, 4], "cited_rfc": [1, 1, 1]})
    found = citations_panel(rfcs, citing, authorships, who, {"main": ["firm"], "none": []}, years=5, since=2000)
    assert found["rfc"].tolist() == [1, 2]  # 3 has no known kind, 5 no pages, 4 no five years behind it
    first = found.iloc[0]
    assert (first["organizations"], first["citations"], first["citations_by_others"]) == (2, 2, 1)
    assert (first["industry_share"], first["industry_share_none"], first["first_organization"]) == (1, 0, "X")
    assert found["in_group"].all() and found["all_known"].all()
    assert list(found.attrs["left_out"].values()) == [1, 1]
    with pytest.raises(ValueError, match="not above 0"):
        citations_panel(rfcs, citing, authorships, who, {"main": ["firm"]}, years=0)


FIGURES = pd.DataFrame({
    "meeting_id": ["m1", "m2", "m3", "m4"], "group": ["SG15", "SG15", "SG12", "SG15"],
    "kind": ["SG", "SG", "SG", "RGM"],
    "period": "T13", "start": day("2014-01-10", "2015-01-10", "2014-01-10", "2014-01-10"),
    "consented": [10, None, 4, 9], "determined": [1, None, None, None], "approved": None, "new_work_items": None,
    "contributions": [100, 90, 30, 50], "participants": [200, 190, 60, 40], "derived": [None, None, "sum", None],
    "suspicious": None,
})  # fmt: skip


def test_meetings_need_both_figures_and_are_of_whole_groups():
    found = meetings_panel(FIGURES).set_index("meeting_id")
    assert set(found.index) == {"m1", "m3"}
    assert found.loc["m1", "consented_or_determined"] == 11 and found.loc["m3", "consented_or_determined"] == 4
    assert found["exact"].to_dict() == {"m1": True, "m3": False}
    assert meetings_panel(FIGURES, since=2016).empty
    with pytest.raises(DataError, match="years is 2; texts are counted at the meeting itself"):
        meetings_panel(FIGURES, years=2)


def test_mentions_are_those_of_the_group_within_the_window_each_pair_once():
    rfcs = pd.DataFrame({"rfc": [1, 2, 3, 4], "published": day("2014-01-09", "2014-01-10", "2016-12-31", "2017-06-01")})
    mentions = pd.DataFrame({"rfc": [1, 2, 2, 3, 3], "recommendation": ["G.1", "G.1", "G.1", "G.2", "P.1"]})
    series = pd.DataFrame({"series": ["G", "P"], "number_from": None, "number_to": None, "group": ["SG15", "SG12"],
                           "from_period": "T13", "to_period": "T13", "from_date": None, "to_date": None})  # fmt: skip
    periods = pd.DataFrame({"period": ["T13"], "start": ["2012-01-01"], "end": ["2020-01-01"]})
    found = mentions_panel(FIGURES, mentions, rfcs, series, periods, years=3).set_index("meeting_id")
    assert found["mentions"].to_dict() == {"m1": 2, "m3": 1}  # m2 has no three years behind it
    assert found.loc["m1", "rfcs_mentioning"] == 2
    assert found.attrs["left_out"]["3 years after it are not over"] == 1
    with pytest.raises(DataError, match="not above 0"):
        mentions_panel(FIGURES, mentions, rfcs, series, periods, years=0)


def test_registrations_are_laid_beside_the_rfcs_of_the_years_after():
    came = pd.DataFrame({"meeting_id": ["IETF71", "IETF73", "IETF74", "IETF74", "IETF75"],
                         "presence": ["on site", "remote", "on site", "on site", "on site"],
                         "organization": ["A", "A", "A", "B", None]})  # fmt: skip
    rfcs = pd.DataFrame({"rfc": [1, 2, 3], "published": day("2009-05-01", "2010-05-01", "2011-12-31")})
    wrote = pd.DataFrame({"rfc": [1, 2, 2, 3], "organization": ["A", "A", "A", None]})
    found = registrations_panel(came, wrote, rfcs, years=2).set_index(["organization", "year"])
    assert found.index.tolist() == [("A", 2008), ("A", 2009)]  # B never writes
    assert found["registrations"].tolist() == [2, 1] and found["on_site"].tolist() == [1, 1]
    assert found["rfcs_after"].tolist() == [2, 1] and found["authorships_after"].tolist() == [3, 2]
    assert found["rfcs_now"].tolist() == [0, 1]
    with pytest.raises(DataError, match="no year has 5 years of RFCs behind it"):
        registrations_panel(came, wrote, rfcs, years=5)


def test_texts_have_the_contributions_that_name_their_item():
    documents = pd.DataFrame({"document_id": ["d1", "d2", "d2"], "group": "SG2", "organization": ["A", "A", "B"],
                              "title": ["On E.1", "Scope of E.1", "Scope of E.1"]})  # fmt: skip
    items = pd.DataFrame({"work_item_id": ["E.1", "E.2"], "group": "SG2", "questions": ["4/2; 5/2", "5/2"],
                          "supporters": [3, 4]})  # fmt: skip
    texts = pd.DataFrame({"publication_id": ["E.1 (2018)", "E.2 (2018)"], "recommendation": ["E.1", "E.2"],
                          "counts": True, "owner_then": "SG2",
                          "published": day("2018-03-01", "2018-03-01")})  # fmt: skip
    cited = pd.DataFrame({"publication": ["E.1 (2018)", "E.1 (2018)", "E.2 (2018)"], "indicator": "citations",
                          "counts": True, "value": [0.0, 4, 1],
                          "date": day("2018-12-31", "2019-12-31", "2019-12-31")})  # fmt: skip
    found = texts_panel(documents, items, texts, cited)
    assert found["contributions"].tolist() == [2, 2, 0] and found["sources"].tolist() == [2, 2, 0]
    assert found["question"].tolist() == ["4/2", "4/2", "5/2"] and found["age"].tolist() == [0, 1, 1]
    assert found["group_year"].tolist() == ["SG2 2018", "SG2 2019", "SG2 2019"]
    with pytest.raises(DataError, match="year by year"):
        texts_panel(documents, items, texts, cited, years=1)
