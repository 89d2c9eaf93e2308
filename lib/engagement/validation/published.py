"""Compute published numbers again and say which come out, in data/validation.csv: ``make validate``.

In the table, what was printed and under which rule it comes about are typed from the sources; ``ours`` and ``agrees``
are written here. Rows whose data are not on this machine stay as they are.
"""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from engagement import locations
from engagement.errors import DataError
from engagement.validation import (
    published_by_hand,
    published_choices,
    published_counts,
    published_data,
    published_linear,
    published_ranks,
    published_series,
    published_survival,
)
from engagement.validation.agreement import agrees, shown

NEED = "set ENGAGEMENT_DATA, or install the extra `test`"


class Study(NamedTuple):
    """A published study: what gives its numbers and, unless they are in the code, what reads its data."""

    numbers: Callable
    data: Callable | None = None


STUDIES = {
    "citations of patents and owners of firms": Study(published_counts.aghion2013, published_data.innovation),
    "patents and research of firms": Study(published_counts.hall1986, published_data.patents),
    "simulated firms and years": Study(published_linear.petersen2009, published_data.petersen),
    "articles of biochemists": Study(published_counts.long1990, published_data.biochemists),
    "admissions to Berkeley": Study(published_choices.bickel1975, published_data.admissions),
    "bills of committees": Study(published_counts.committee, published_data.committees),
    "visits to physicians": Study(published_counts.randhie, published_data.health_insurance),
    "grades after a new way of teaching": Study(published_choices.spector, published_data.teaching),
    "flow of the Nile": Study(published_series.nile, published_data.nile),
    "investment of firms": Study(published_linear.grunfeld, published_data.grunfeld),
    "arrests after prison": Study(published_survival.rossi, published_data.rossi),
    "remissions of leukemia": Study(published_survival.leukemia, published_data.leukemia),
    "wages of young men": Study(published_linear.wage_panel, published_data.wages),
    "index of concentration": Study(published_by_hand.concentration),
    "fifteen tests at once": Study(published_by_hand.many_tests),
    "law schools": Study(published_by_hand.law_schools),
    "E-value": Study(published_by_hand.unmeasured),
    "ranking of hospitals": Study(published_ranks.surgery),
}


def numbers(study):
    """The numbers of a study, computed.

    Parameters
    ----------
    study : str
        A key of `STUDIES`.

    Returns
    -------
    dict of str to float, or None
        By quantity; None where its data are not on this machine.
    """
    compute, read = STUDIES[study]
    if read is None:
        return compute()
    data = read()
    return None if data is None else compute(data)


def compared(table, study, found):
    """The rows of a study with what was computed.

    Parameters
    ----------
    table : pandas.DataFrame
        Text: study, quantity, printed …
    study : str
    found : dict of str to float

    Returns
    -------
    pandas.DataFrame
        Those rows with ``ours`` and ``agrees`` written anew.

    Raises
    ------
    DataError
        If a row asks for a quantity that is not computed.
    """
    rows = table[table["study"] == study]
    unknown = sorted(set(rows["quantity"]) - set(found))
    if unknown:
        raise DataError(
            f"data/validation.csv asks for {unknown[0]!r} of {study}, which is not computed; "
            f"what is computed: {', '.join(found)}"
        )
    ours = [found[quantity] for quantity in rows["quantity"]]
    return rows.assign(
        ours=[shown(printed, value) for printed, value in zip(rows["printed"], ours, strict=True)],
        agrees=[
            "true" if agrees(printed, value) else "false" for printed, value in zip(rows["printed"], ours, strict=True)
        ],
    )


def read():
    """data/validation.csv as text."""
    return pd.read_csv(locations.data() / "validation.csv", dtype=str, keep_default_na=False)


def main():
    """Compute what can be computed here and put the table in place."""
    table, parts, left = read(), [], []
    for study in table["study"].unique():
        found = numbers(study)
        parts.append(table[table["study"] == study] if found is None else compared(table, study, found))
        left += [study] if found is None else []
    done = pd.concat(parts)
    path = locations.data() / "validation.csv"
    beside = path.with_suffix(".new")
    done.to_csv(beside, index=False, lineterminator="\n")
    beside.replace(path)
    print(f"{path.relative_to(locations.home())}: {(done['agrees'] == 'true').sum()} of {len(done)} numbers come out")
    if left:
        print(f"left as they were, their data are not here ({NEED}): {', '.join(left)}")


if __name__ == "__main__":
    main()
