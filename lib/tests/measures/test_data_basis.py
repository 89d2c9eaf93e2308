import pandas as pd

from engagement.measures import data_basis

FILES = pd.DataFrame(
    {
        "basis": ["recorded", "recorded", "recorded", "demonstration"],
        "title": ["a list", "a list", None, "a list"],
        "table": ["documents", "documents", None, "documents"],
        "rows_present": [5, 3, 0, 7],
        "rows_read": [4, 3, 0, 7],
        "rows_rejected": [1, 0, 0, 0],
    }
)


def test_files_of_one_kind_and_basis_are_added_up_and_unread_ones_come_last():
    told = data_basis.files_by_reader(FILES)
    assert told.fillna("").values.tolist() == [
        ["demonstration", "a list", "documents", 1, 7, 7, 0],
        ["recorded", "a list", "documents", 2, 8, 7, 1],
        ["recorded", "not read", "", 1, 0, 0, 0],
    ]
    assert (told["rows_present"] == told["rows_read"] + told["rows_rejected"]).all()


def test_reasons_are_counted_with_an_example_the_most_frequent_first():
    rejects = pd.DataFrame(
        {
            "file": ["a", "a", "b"],
            "row": [2, 3, 4],
            "column": ["date", None, "date"],
            "value": ["soon", None, "later"],
            "reason": ["is no date", "is short", "is no date"],
            "remedy": ["correct it", "complete it", "correct it"],
        }
    )
    told = data_basis.reasons(rejects)
    assert told["cells"].tolist() == [2, 1]
    assert told.loc[0, ["file", "row", "value"]].tolist() == ["a", 2, "soon"]
    assert told["cells"].sum() == len(rejects)


def test_rows_are_counted_by_group_and_year_of_their_meeting_and_only_those_that_count():
    meetings = pd.DataFrame(
        {
            "meeting_id": ["M1", "M2"],
            "group": ["SG13", "SG5"],
            "start": pd.to_datetime(["2018-03-01", None]),
            "counts": [True, True],
        }
    )
    attendance = pd.DataFrame({"meeting_id": ["M1", "M1", "M1", "M2"], "counts": [True, True, False, True]})
    found = data_basis.by_group_and_year("attendance", attendance, meetings)
    assert found.values.tolist() == [["SG13", 2018, 2]]


def test_documents_go_by_their_own_date_and_else_by_that_of_the_meeting():
    meetings = pd.DataFrame(
        {"meeting_id": ["M1"], "group": ["SG13"], "start": pd.to_datetime(["2018-03-01"]), "counts": [True]}
    )
    documents = pd.DataFrame(
        {
            "meeting_id": ["M1", "M1"],
            "group": ["SG13", "SG13"],
            "date": pd.to_datetime(["2017-12-30", None]),
            "counts": [True, True],
        }
    )
    found = data_basis.by_group_and_year("documents", documents, meetings)
    assert found.values.tolist() == [["SG13", 2017, 1], ["SG13", 2018, 1]]


def test_parts_of_a_table_are_told_apart_by_basis_and_body():
    frame = pd.DataFrame({"basis": ["recorded", "recorded", "published"], "body": ["3gpp", "3gpp", "itu-t"]})
    assert data_basis.parts(frame) == [("published", "itu-t", 1), ("recorded", "3gpp", 2)]
    shipped = pd.DataFrame({"a": [1]})
    shipped.attrs["basis"] = "reference"
    assert data_basis.parts(shipped) == [("reference", "–", 1)]


def test_the_reach_of_tables_is_told_by_basis_and_undated_rows_are_counted():
    days = pd.to_datetime(["2024-01-01", "2025-06-30", None, "2021-11-15"])
    meetings = pd.DataFrame({"start": days, "basis": ["published"] * 3 + ["demonstration"]})
    rfcs = pd.DataFrame({"published": pd.to_datetime(["2026-01-01"])})
    rfcs.attrs["basis"] = "recorded"
    never = pd.DataFrame({"start": pd.to_datetime([None]), "basis": ["recorded"]})
    told = data_basis.reach({"meetings": meetings, "rfcs": rfcs, "joint_meetings": never, "countries": never})
    assert told[["table", "basis"]].values.tolist() == [
        ["rfcs", "recorded"],
        ["meetings", "published"],
        ["meetings", "demonstration"],
    ]
    published = told.iloc[1]
    assert (published["first"], published["last"], published["rows"]) == (days[0], days[1], 3)
    assert abs(published["undated"] - 100 / 3) < 1e-9
