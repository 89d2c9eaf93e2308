import datetime
import os
import subprocess
import sys

import pytest

from engagement.errors import PlanError
from engagement.publishing import GRAMMAR
from engagement.publishing.plan import read, read_whole

GOOD = {"id": "one", "title": "One", "notebook": "a.ipynb"}


def test_a_plan_reads_as_it_is_written(project):
    project.notebook("a.ipynb")
    path = project.plan({**GOOD, "parameters": {"group": "SG5"}, "audience": "TSAG", "timeout": 60})
    (report,) = read(path)
    assert (report.id, report.page, report.parameters, report.audience) == ("one", "one.html", {"group": "SG5"}, "TSAG")
    assert report.problem is None


@pytest.mark.parametrize(
    ("given", "held"),
    [
        (True, {}),
        (False, None),
        ({"number": 7, "date": datetime.date(2026, 11, 30)}, {"number": "7", "date": "2026-11-30"}),
    ],
)
def test_a_document_is_asked_for_with_what_its_head_says(project, given, held):
    project.notebook("a.ipynb")
    (report,) = read(project.plan({**GOOD, "document": given}))
    assert report.document == held


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({**GOOD, "parametres": {}}, "report 1: unknown parametres"),
        ({"id": "one", "title": "One"}, "without notebook"),
        ({**GOOD, "id": "../one"}, "small letters"),
        ({**GOOD, "id": "index"}, "none of index, reports"),
        ({**GOOD, "parameters": ["SG5"]}, "not names with values"),
        ({**GOOD, "timeout": 0}, "whole number of seconds"),
        ({**GOOD, "limit": "1 h"}, "limit is '1 h', not a whole number of seconds"),
        ({**GOOD, "memory": True}, "whole number of megabytes"),
        ({**GOOD, "after": "two"}, "not a list of ids"),
        ({**GOOD, "after": ["two"]}, "one comes after 'two', but the plan has no such report"),
        ({**GOOD, "after": ["one"]}, "one comes before one; take one `after` away"),
        ({**GOOD, "document": "yes"}, "document is 'yes', neither true nor words for some of number, period"),
        ({**GOOD, "document": {"adress": "Geneva"}}, "neither true nor words"),
        ({**GOOD, "parameters": {"x": float("nan")}}, "report 1: x is nan, which cannot be kept"),
        ({**GOOD, "parameters": {"d": {"a": datetime.date(2020, 1, 1)}}}, "d is .*, which cannot be kept"),
        ({**GOOD, "title": "\ud800"}, "title is .*, which cannot be kept"),
        ({**GOOD, "parameters": {3: "x"}}, "not names with values"),
        ({**GOOD, "limit": 10**9}, "not a whole number of seconds, 1 to 604800"),
        ({**GOOD, "memory": 1}, "not a whole number of megabytes, 100 to"),
        ({**GOOD, "id": "x" * 300}, "200 at most"),
        ("one", "no entry"),
    ],
)
def test_a_malformed_entry_is_told(project, entry, said):
    project.notebook("a.ipynb")
    with pytest.raises(PlanError, match=said):
        read(project.plan(entry))


def test_two_reports_for_one_page_are_refused(project):
    project.notebook("a.ipynb")
    with pytest.raises(PlanError, match="two reports would write one"):
        read(project.plan(GOOD, GOOD))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("reports: [", "YAML"),
        ("", "no list"),
        ("reports: {}", "no list"),
        ("reports: [2020-13-45]", "plan.yml: cannot be read as YAML .month must be in"),
        ("[" * 2000, "plan.yml: cannot be read as YAML"),
        ("reports:\n- ? [a]\n  : b", "plan.yml: cannot be read as YAML"),
        ("reports: [{timeout: !!bool often}]", "plan.yml: cannot be read as YAML"),
        ("reports: &all [{id: one, parameters: {all: *all}}]", "plan.yml: cannot be read as YAML .Circular"),
        ("reports: [{id: one}]\nlists: {1: [SG5]}", "lists is {1: .* not names with lists"),
        (
            "reports:\n- {id: one, title: One, notebook: a.ipynb, id: two}",
            "id stands there twice(.|\n)*line 2, column 44",
        ),
    ],
)
def test_a_broken_plan_is_told(project, text, said):
    path = project.plan(GOOD)
    path.write_text(text)
    with pytest.raises(PlanError, match=said):
        read(path)


def test_a_plan_that_is_no_file_is_named(project):
    for path in (project.home, project.home / "other.yml"):
        with pytest.raises(PlanError, match=f"{path}: cannot be read .*; give the file of a plan"):
            read(path)


@pytest.mark.parametrize("notebook", [".", "studies", "a.txt", f"{'n' * 300}.ipynb", "folder.ipynb", "pipe.ipynb"])
def test_a_notebook_that_is_no_file_of_one_is_the_problem_of_its_report_alone(project, notebook):
    project.notebook("a.ipynb")
    (project.home / "notebooks" / "folder.ipynb").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(project.home / "notebooks" / "pipe.ipynb")
    first, second = read(project.plan({**GOOD, "notebook": notebook}, {**GOOD, "id": "two"}))
    assert "notebook" in first.problem or "is no file" in first.problem
    assert second.problem is None


def test_a_wrong_parameter_is_the_problem_of_its_report_alone(project):
    project.notebook("a.ipynb")
    first, second = read(project.plan({**GOOD, "parameters": {"grup": "SG5"}}, {**GOOD, "id": "two"}))
    assert "no parameter 'grup'" in first.problem
    assert second.problem is None


def test_two_reports_that_come_after_each_other_are_refused(project):
    project.notebook("a.ipynb")
    with pytest.raises(PlanError, match="comes after 'tow', but the plan has no such report; did you mean 'two'?"):
        read(project.plan({**GOOD, "after": ["tow"]}, {**GOOD, "id": "two"}))
    with pytest.raises(PlanError, match="comes before"):
        read(project.plan({**GOOD, "after": ["two"]}, {**GOOD, "id": "two", "after": ["one"]}))


def test_reports_may_expand_over_a_list_of_the_plan(project):
    project.notebook("a.ipynb")
    entry = {"id": "in-{group}", "title": "{group}", "notebook": "a.ipynb", "expand": {"group": "groups"}}
    path = project.plan({**entry, "parameters": {"group": "{group}"}})
    path.write_text("lists: {groups: [SG5, SG13]}\n" + path.read_text())
    assert [(one.id, one.parameters) for one in read(path)] == [
        ("in-sg5", {"group": "SG5"}),
        ("in-sg13", {"group": "SG13"}),
    ]


def test_a_key_that_a_plan_does_not_take_is_told(project):
    path = project.plan(GOOD)
    path.write_text(path.read_text() + "report: []\n")
    with pytest.raises(PlanError, match="unknown report; a plan takes reports, lists, editions"):
        read(path)


@pytest.mark.parametrize(("given", "kept"), [("3", 3), ("all", None)])
def test_a_plan_says_how_many_editions_are_kept(project, given, kept):
    project.notebook("a.ipynb")
    path = project.plan(GOOD)
    assert read_whole(path).editions == 10
    path.write_text(f"editions: {given}\n" + path.read_text())
    assert read_whole(path).editions == kept
    path.write_text(path.read_text().replace(f"editions: {given}", "editions: some"))
    with pytest.raises(PlanError, match="editions is 'some', not a whole number from 1, or all"):
        read(path)


def test_a_topic_is_words(project):
    project.notebook("a.ipynb")
    (report,) = read(project.plan(GOOD | {"topic": "Value in the market"}))
    assert report.topic == "Value in the market"
    with pytest.raises(PlanError, match="report 1: topic is 5, not words"):
        read(project.plan(GOOD | {"topic": 5}))


def test_starting_does_not_read_the_grammar_of_addresses():
    loads = "import sys, engagement.publishing.plan, jsonschema; print([*sys.modules])"
    done = subprocess.run([sys.executable, "-c", loads], capture_output=True, text=True, check=True)
    assert "'jsonschema'" in done.stdout
    assert GRAMMAR not in done.stdout
