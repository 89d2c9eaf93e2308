"""The data sets that studies may name: which tables each needs, and the panel made of them."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from engagement.errors import DataError
from engagement.evidence.studies import panels
from engagement.measures.teams import industry_kinds


@dataclass(frozen=True)
class Dataset:
    """One data set.

    Attributes
    ----------
    words : str
        What it holds.
    tables : tuple of tuple
        Name, body and basis of each table it needs, None where the table has none.
    build : callable
        Takes `Tables`, the window, a resolution of names or None, and options; gives the panel.
    end : callable
        Takes `Tables`; gives the last whole year of the outcome's records.
    basis : str
    names : callable or None
        Takes `Tables`; gives the names of organizations that were matched.
    options : tuple of str
        Those it takes.
    remedy : str
        How to put in what is missing, where a table is not shipped.
    truth : callable or None
        The coefficient that the main measure truly has, for made-up records.
    """

    words: str
    tables: tuple
    build: Callable
    end: Callable
    basis: str
    names: Callable | None = None
    options: tuple = ()
    remedy: str = ""
    truth: Callable | None = None

    def missing(self):
        """Tables that are not there."""
        from engagement.warehouse.loading import available

        return [name for name, body, basis in self.tables if not available(name, body=body, basis=basis)]


class Tables:
    """The tables of a data set, each loaded once; with their digests."""

    def __init__(self, dataset):
        self._asked = {name: {"body": body, "basis": basis} for name, body, basis in dataset.tables}
        self._held = {}

    def __getitem__(self, name):
        from engagement.warehouse.loading import load

        if name not in self._held:
            self._held[name] = load(name, **self._asked[name])
        return self._held[name]

    def digests(self):
        """SHA-256 of the files behind each table."""
        return {name: _digest(self[name].attrs) for name in self._asked}


def find(name):
    """The data set of a name.

    Raises
    ------
    DataError
        If there is none.
    """
    if name not in DATASETS:
        raise DataError(f"dataset {name!r} is not known; there are {', '.join(DATASETS)}")
    return DATASETS[name]


def _digest(note):
    files = sorted(one["sha256"] for one in note.get("held", [note]))
    return files[0] if len(files) == 1 else hashlib.sha256(" ".join(files).encode()).hexdigest()


def _last_year(dates):
    newest = pd.to_datetime(dates).max()
    return int(newest.year) if (newest.month, newest.day) == (12, 31) else int(newest.year) - 1


def _who(printed, resolution):
    from engagement.organizations.identities import identify

    return identify(printed, resolution=resolution)


def _citations(tables, window, resolution, definition="main"):
    definitions, authorships = tables["industry_definitions"], tables["authorships"]
    names = [definition, *(name for name in pd.unique(definitions["definition"]) if name != definition)]
    return panels.citations_panel(
        tables["rfcs"], tables["citations"], authorships, _who(authorships["organization_printed"], resolution),
        {name: industry_kinds(definitions, name) for name in names}, tables["boilerplate_rfcs"]["rfc"], **window,
    )  # fmt: skip


def _meetings(tables, window, resolution):
    return panels.meetings_panel(tables["meeting_figures"], **window)


def _mentions(tables, window, resolution):
    names = ("meeting_figures", "itut_mentions", "rfcs", "recommendation_series", "study_periods")
    return panels.mentions_panel(*(tables[name] for name in names), **window)


def _registrations(tables, window, resolution):
    attendances, authorships = tables["attendance"], tables["authorships"]
    attendances = attendances[attendances["counts"]].reset_index(drop=True)
    came, wrote = (_who(rows["organization_printed"], resolution) for rows in (attendances, authorships))
    return panels.registrations_panel(
        attendances[["meeting_id", "presence"]].assign(organization=came["organization"]),
        authorships[["rfc"]].assign(organization=wrote["organization"]),
        tables["rfcs"], **window,
    )  # fmt: skip


def _texts(tables, window, resolution):
    from engagement import activities

    made_up = ("itu-t", "demonstration")
    documents, items = activities.contributions(*made_up), activities.work_items(*made_up)
    return panels.texts_panel(documents, items, tables["publications"], tables["value_indicators"], **window)


def _truth():
    from engagement import demonstration

    return demonstration.truth().value.contributions_effect


def _printed(*names):
    return lambda tables: pd.concat([tables[name]["organization_printed"] for name in names], ignore_index=True)


def _plain(*names):
    return tuple((name, None, None) for name in names)


def _itut(*names):
    return tuple((name, "itu-t", "demonstration") for name in names)


DATASETS = {
    "rfc-citations": Dataset(
        "RFCs, their authors and their citations by later RFCs",
        _plain("rfcs", "citations", "authorships", "industry_definitions", "boilerplate_rfcs"),
        _citations, lambda tables: _last_year(tables["rfcs"]["published"]), "recorded",
        names=_printed("authorships"), options=("definition",),
    ),
    "published-meetings": Dataset(
        "published figures of study group meetings", _plain("meeting_figures"), _meetings,
        lambda tables: int(tables["meeting_figures"]["start"].dt.year.max()), "published",
    ),
    "published-mentions": Dataset(
        "published figures of study group meetings, and Recommendations mentioned in RFCs",
        _plain("meeting_figures", "itut_mentions", "rfcs", "recommendation_series", "study_periods"), _mentions,
        lambda tables: _last_year(tables["rfcs"]["published"]), "published",
    ),
    "ietf-registrations": Dataset(
        "registrations for IETF meetings and RFCs, by organization and year",
        (("attendance", "ietf", "recorded"), *_plain("authorships", "rfcs")), _registrations,
        lambda tables: _last_year(tables["rfcs"]["published"]), "recorded",
        names=_printed("attendance", "authorships"),
        remedy="put the CSV of registrations for IETF meetings (one row a registration: meeting, country, "
        "organization, presence) into data/inbox, or its folder into ENGAGEMENT_DATA, and run `make data`",
    ),
    "demonstration-texts": Dataset(
        "made-up Recommendations, contributions to their work items and their citations",
        _itut("documents", "document_sources", "work_items", "work_item_stages", "work_item_organizations",
              "publications", "value_indicators"),
        _texts, lambda tables: _last_year(tables["value_indicators"]["date"]), "demonstration",
        remedy="run `make data`, which makes the demonstration records", truth=_truth,
    ),
}  # fmt: skip
