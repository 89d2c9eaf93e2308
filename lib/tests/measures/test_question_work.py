"""Leadership and work items of Questions."""

import pytest

from engagement import activities
from engagement.errors import DataError
from engagement.measures import question_work

DEMONSTRATION = ("itu-t", "demonstration")
pytestmark = pytest.mark.usefixtures("in_full")


def test_rapporteurs_of_the_demonstration():
    seats = activities.seats(*DEMONSTRATION)
    found = question_work.led(seats)
    assert found["seats"].sum() == seats["role"].isin(["rapporteur", "associate rapporteur"]).sum() == 409
    assert (found["organizations"] <= found["seats"]).all()


def test_work_items_of_the_demonstration_are_all_there_and_few_of_them_prove_little():
    work = activities.work_items(*DEMONSTRATION)
    found = question_work.items(work, "demonstration")
    assert found["items"].sum() == work["questions"].str.count(";").sum() + len(work)
    assert (found["approved"] + found["deleted"] + found["open"] == found["items"]).all()
    one = found[found["items"] == 1]
    assert len(one) and all(0 < row.share.value < 100 for row in one.itertuples())
    assert all(row.share.n == row.items for row in found.itertuples())


def test_items_without_questions_are_refused():
    with pytest.raises(DataError, match="no work item names a Question"):
        question_work.items(activities.work_items(*DEMONSTRATION).assign(questions=None), "demonstration")
