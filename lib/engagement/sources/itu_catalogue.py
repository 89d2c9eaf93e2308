"""Catalogue of ITU-T publications, as a flattened list: what an identifier says of number, series and kind."""

import re

import pandas as pd

from engagement.sources.reader import gone_wrong, tabular
from engagement.sources.shapes import Shape

SHAPE = Shape(
    {
        "id": ("id",),
        "title": ("title",),
        "doctype": ("doctype",),
        "published": ("published",),
        "stage": ("stage",),
        "owner": ("study_group_current", "study_group"),
    },
    ("id", "doctype", "stage", "owner"),
)
OURS = r"^ITU-T (?P<series>[A-Z])(?![A-Z])"
NUMBER = re.compile(
    r"^ITU-T ([A-Z]\.\d[0-9A-Za-z]*(?:\.\d[0-9A-Za-z]*)*"  # Q.732.2
    r"(?:-(?:[A-Z]\.)?\d[0-9.]*)?"  # a text for several: Q.120-Q.139
    r"(?: (?:bis|ter|quater|[A-Z])\b)?)"  # V.25 bis, D.200 R and Q.2931 B are Recommendations of their own
)
CHANGE = r".*\b(Amd|Cor|Err|Suppl|Annex|Add|App|attachment)\b"
CHANGES = {
    "Amd": "amendment", "Cor": "corrigendum", "Err": "erratum", "Suppl": "supplement", "Annex": "annex",
    "Add": "other", "App": "other", "attachment": "other",
}  # fmt: skip
KINDS = {
    "recommendation": "recommendation",
    "recommendation-amendment": "amendment",
    "recommendation-corrigendum": "corrigendum",
    "recommendation-supplement": "supplement",
    "recommendation-annex": "annex",
    "recommendation-errata": "erratum",
    "implementers-guide": "implementers guide",
    "technical-paper": "technical paper",
    "technical-report": "other",
    "focus-group": "other",
    "handbook": "other",
    "resolution": "other",
    "service-publication": "other",
}
STUDY_GROUP = r"^(?:ITU-T )?Study Group (\d{1,2})$"
ADVISORY_GROUP = "Telecommunication Standardization Advisory Group"


def publications(frame):
    """Rows of the catalogue as rows of the table ``publications``.

    The last word in an identifier such as ``G.671 (2005) Amd. 1 Err. 1 (11/2006)`` tells
    what the text is, and goes before the catalogue's own type, which calls errata,
    addenda and appendices Recommendations. Of a double number such as D.103/E.231 the
    first is taken; the supplement of a whole series has none.

    Parameters
    ----------
    frame : pandas.DataFrame
        Text: id, title, doctype, published, stage, owner, sheet, row.

    Returns
    -------
    pandas.DataFrame
        Of the table's columns.
    pandas.DataFrame
        Problems: identifiers that are not ITU-T's, owners that name no group.

    Examples
    --------
    >>> names = ["ITU-T V.25 bis (10/1984)", "ITU-T G Suppl. 1 (12/1972)", "ITU-T A.11 (2012) Err. 1 (02/2020)"]
    >>> row = {"id": names, "doctype": "recommendation", "owner": "ITU-T Study Group 15", "sheet": None, "row": 2}
    >>> rows, _ = publications(pd.DataFrame(row, dtype="string"))
    >>> rows[["recommendation", "series", "kind", "owner"]].values.tolist()
    [['V.25 bis', 'V', 'recommendation', 'SG15'], [<NA>, 'G', 'supplement', 'SG15'], ['A.11', 'A', 'erratum', 'SG15']]
    """
    frame = frame.reindex(columns=[*SHAPE.fields, "sheet", "row"])
    name, owner = frame["id"], _groups(frame["owner"])
    rows = pd.DataFrame(
        {
            "body": "itu-t",
            "publication_id": name,
            "recommendation": recommendation(name),
            "series": name.str.extract(OURS)["series"],
            "kind": name.str.extract(CHANGE)[0].map(CHANGES).fillna(frame["doctype"].replace(KINDS)),
            "published": frame["published"],
            "status": frame["stage"],
            "owner": owner,
            "title": frame["title"],
            "sheet": frame["sheet"],
            "row": frame["row"],
        }
    )
    foreign = gone_wrong(
        rows, ~name.str.startswith("ITU-T "), "publication_id", "is no publication of ITU-T",
        "take it out, or write it as ITU-T X.509 (10/2019)",
    )  # fmt: skip
    unknown = gone_wrong(
        rows.assign(owner=frame["owner"]), frame["owner"].notna() & owner.isna(), "owner",
        "names no group that can be read", "write it as ITU-T Study Group 17, or leave it empty",
    )  # fmt: skip
    return rows, pd.concat([foreign, unknown])


def recommendation(names):
    """Number of the Recommendation in each identifier, missing where there is none.

    Parameters
    ----------
    names : Series of text

    Examples
    --------
    >>> names = ["ITU-T D.502R (02/2026)", "ITU-T EMC-3 (1974) Amd. 1 (01/1978)"]
    >>> recommendation(pd.Series(names, dtype="string")).tolist()
    ['D.502 R', <NA>]
    """
    found = names.str.extract(NUMBER, expand=False)
    return found.str.replace(r"(?<=\d)(bis|ter|quater|R)$", r" \1", regex=True)


def _groups(names):
    """Groups as ``SG17`` or ``TSAG``, missing where a name is none of them."""
    found = "SG" + names.str.extract(STUDY_GROUP, expand=False)
    return found.mask(names.eq(ADVISORY_GROUP).fillna(False), "TSAG").astype("string")


def _convert(frame, context):
    return publications(frame)


READERS = (
    tabular("itut-catalogue", "catalogue of ITU-T publications", "publications", SHAPE, _convert, kinds=("csv",)),
)
