"""When the records are made anew, and what is never replaced."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from engagement import demonstration
from engagement.demonstration import stamp
from engagement.errors import DataError

TRUTH = Path(__file__).parents[3] / "data" / "demonstration" / "truth.yml"


@pytest.fixture
def records(tmp_path):
    """A stamped folder of two files, as ``write`` leaves one."""
    with stamp.Replacing(tmp_path / "records") as replacing:
        (replacing.fresh / "lists").mkdir()
        (replacing.fresh / "lists" / "a.html").write_text("<html></html>")
        (replacing.fresh / "b.csv").write_text("body\n")
        replacing.publish(stamp.made_from(TRUTH, 1), 1)
    return tmp_path / "records"


def replace(folder):
    with stamp.Replacing(folder) as replacing:
        (replacing.fresh / "new.csv").write_text("body\n")
        return replacing.publish("other", 1)


def test_what_was_just_written_is_current_for_its_truth_and_factor_alone(small, small_truth, altered):
    assert demonstration.is_current(small, small_truth, 0.05)
    assert not demonstration.is_current(small, small_truth, 1)
    assert not demonstration.is_current(small, altered("seed: 20170", "seed: 1"), 0.05)
    assert not demonstration.is_current(small.parent / "elsewhere", TRUTH, 0.05)


def test_a_file_taken_away_added_or_cut_makes_it_out_of_date(records):
    assert demonstration.is_current(records, TRUTH)
    (records / "b.csv").write_text("body\nitu-t\n")
    assert not demonstration.is_current(records, TRUTH)
    (records / "b.csv").write_text("body\n")
    (records / "c.csv").write_text("body\n")
    assert not demonstration.is_current(records, TRUTH)
    (records / "c.csv").unlink()
    (records / "lists" / "a.html").unlink()
    assert not demonstration.is_current(records, TRUTH)


def test_a_changed_shipped_table_makes_it_out_of_date(project):
    folder = project.home / "data" / "demonstration" / "records"
    with stamp.Replacing(folder) as replacing:
        (replacing.fresh / "a.csv").write_text("body\n")
        replacing.publish(stamp.made_from(TRUTH, 1), 1)
    assert demonstration.is_current(folder, TRUTH)
    project.edit("data/published/meeting_figures.csv", ",held,", ",announced,")
    assert not demonstration.is_current(folder, TRUTH)


def test_asking_needs_no_package_and_milliseconds(small, small_truth):
    asked = f"demonstration.is_current({str(small)!r}, {str(small_truth)!r}, 0.05)"
    code = (
        f"import sys, time; from engagement import demonstration; {asked}; start = time.perf_counter(); "
        f"assert {asked}; print(time.perf_counter() - start); "
        "assert not {'pandas', 'numpy', 'pydantic', 'yaml'} & set(sys.modules)"
    )
    seconds = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert float(seconds) < 0.2


def test_a_folder_of_its_own_is_replaced_whole(records):
    assert replace(records) == [records / "new.csv"]
    assert sorted(path.name for path in records.iterdir()) == [".stamp", "new.csv"]
    assert sorted(path.name for path in records.parent.iterdir()) == ["records"]


def test_an_empty_folder_is_taken(tmp_path):
    (tmp_path / "records").mkdir()
    assert replace(tmp_path / "records") == [tmp_path / "records" / "new.csv"]


@pytest.mark.parametrize("name", ["mine.xlsx", "lists/mine.xlsx"])
def test_a_folder_with_a_file_of_somebody_elses_is_left_as_it_is(records, name):
    (records / name).write_text("mine")
    with pytest.raises(DataError, match="mine.xlsx.*move them away"):
        replace(records)
    assert (records / name).read_text() == "mine"
    assert (records / "b.csv").exists()


def test_a_file_that_was_edited_is_not_thrown_away(records):
    (records / "b.csv").write_text("mine\n")
    with pytest.raises(DataError, match="b.csv"):
        replace(records)
    assert (records / "b.csv").read_text() == "mine\n"


@pytest.mark.parametrize("content", [None, "", "{}", json.dumps({"made_from": "x", "files": {"a": 1}})])
def test_a_folder_without_a_stamp_that_can_be_read_is_left_as_it_is(tmp_path, content):
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "mine.csv").write_text("mine")
    if content is not None:
        (tmp_path / "records" / ".stamp").write_text(content)
    with pytest.raises(DataError, match="mine.csv"):
        replace(tmp_path / "records")
    assert (tmp_path / "records" / "mine.csv").read_text() == "mine"


def test_a_file_in_the_place_of_the_folder_is_left_as_it_is(tmp_path):
    (tmp_path / "records").write_text("mine")
    with pytest.raises(DataError, match="is a file"):
        replace(tmp_path / "records")


def test_a_run_that_dies_leaves_the_former_records(records):
    with pytest.raises(KeyboardInterrupt), stamp.Replacing(records) as replacing:
        (replacing.fresh / "half.csv").write_text("body\n")
        raise KeyboardInterrupt
    assert demonstration.is_current(records, TRUTH)
    assert sorted(path.name for path in records.parent.iterdir()) == ["records"]


def test_records_taken_away_by_a_run_that_died_are_put_back(records):
    records.rename(records.parent / ".records-former")
    with stamp.Replacing(records):
        assert demonstration.is_current(records, TRUTH)


@pytest.mark.parametrize("factor", [0, -1, 0.001, 1e6, float("nan")])
def test_a_factor_out_of_bounds_is_refused(tmp_path, factor):
    with pytest.raises(DataError, match="factor"):
        demonstration.write(tmp_path / "records", factor=factor, truth=TRUTH)
    assert not (tmp_path / "records").exists()
