"""What rows from files are held against: groups, periods, countries, Questions; and what follows from them."""

from dataclasses import dataclass

import pandas as pd

from engagement.tables.recommendation_owners import owner
from engagement.warehouse import shipped

NEEDED = ("study_groups", "study_periods", "countries", "questions", "question_lists", "recommendation_series")


@dataclass(frozen=True)
class References:
    """The shipped tables that rows are held against, by name."""

    frames: dict

    @classmethod
    def read(cls):
        """Read them; a table that is broken is left out, and nothing is held against it."""
        found = {}
        for name in NEEDED:
            one = shipped.read(name, found)
            if one.problem:
                found.pop(name, None)
        return cls(found)

    def problems(self, table, frame):
        """What a frame names that does not exist.

        Yields
        ------
        tuple
            Index of the rows, column, reason, remedy.
        """
        for column, (other, key) in table.references.items():
            if other not in self.frames or column not in frame:
                continue
            named = frame[column].notna() & ((frame["body"] == "itu-t") if other != "countries" else True)
            unknown = named & ~frame[column].isin(self.frames[other][key])
            yield (
                frame.index[unknown],
                column,
                f"is not in the table {other}",
                f"correct it, or add it to data/reference/{other}.csv",
            )
        if "questions" in frame and {"questions", "question_lists"} <= set(self.frames):
            yield from self._unknown_questions(frame)

    def _unknown_questions(self, frame):
        """Questions that a group did not have in a period whose whole list is known."""
        asked = frame.loc[(frame["body"] == "itu-t") & frame["questions"].notna(), ["group", "period", "questions"]]
        lists = self.frames["question_lists"]
        listed = asked.reset_index(names="at").merge(lists[["group", "period"]], on=["group", "period"])
        each = listed.assign(question=listed["questions"].str.split("; ")).explode("question")
        each = each[~each["question"].str.startswith("ALL/")]
        known = self.frames["questions"][["group", "period", "question"]].drop_duplicates()
        found = each.merge(known, on=["group", "period", "question"], how="left", indicator="where")
        missing = found[found["where"] == "left_only"]
        yield (
            pd.Index(missing["at"].unique()), "questions", "names a Question the group did not have in that period",
            "correct it, or add the Question to data/published/questions.csv",
        )  # fmt: skip

    def completed(self, table, frame):
        """A typed frame with what follows from the tables: study period from the date, owner from the series."""
        day = next((name for name in ("date", "start", "published") if name in frame), None)
        if "period" in frame and day and "study_periods" in self.frames:
            missing = frame["period"].isna() & frame[day].notna() & (frame["body"] == "itu-t")
            if missing.any():
                frame = frame.assign(period=frame["period"].fillna(self._period(frame.loc[missing, day])))
        if table.name == "publications" and {"recommendation_series", "study_periods"} <= set(self.frames):
            owners = owner(
                frame["recommendation"],
                frame["published"],
                self.frames["recommendation_series"],
                self.frames["study_periods"],
            )
            frame = frame.assign(owner_then=frame["owner_then"].fillna(owners))
        return frame

    def _period(self, days):
        periods = self.frames["study_periods"]
        spans = pd.IntervalIndex.from_arrays(periods["start"], periods["end"], closed="both")
        found = spans.get_indexer(days)
        names = periods["period"].array.take(found, allow_fill=True)
        return pd.Series(names, index=days.index, dtype="string")
