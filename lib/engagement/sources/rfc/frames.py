"""The four frames of the RFC series: RFCs, authorships, citations, mentions of Recommendations."""

import pandas as pd

from engagement.sources.rfc.persons import holds_known_person, persons

_CITATION = ("rfc", "cited_rfc", "kind", "printed")
_MENTION = ("rfc", "recommendation", "edition_date", "edition_precision", "n_editions_printed", "printed")


def frames(entries, documents):
    """Put what was read into frames.

    Parameters
    ----------
    entries : list of IndexEntry
    documents : dict of int to rfc_document.Document
        By number, one an entry.

    Returns
    -------
    dict of str to pandas.DataFrame
        rfcs, authorships, citations and itut_mentions, sorted by RFC.
    """
    by_number = sorted(documents.items())
    cited = [{"rfc": rfc, **vars(citation)} for rfc, document in by_number for citation in document.citations]
    mentioned = [{"rfc": rfc, **vars(mention)} for rfc, document in by_number for mention in document.mentions]
    return {
        "rfcs": _typed(pd.DataFrame([document.facts for _, document in by_number]), ["rfc", "pages"], ["published"]),
        "authorships": _typed(_authorships(entries, documents), ["rfc", "position"]),
        "citations": _typed(pd.DataFrame(cited, columns=_CITATION), ["rfc", "cited_rfc"]),
        "itut_mentions": _typed(
            pd.DataFrame(mentioned, columns=_MENTION), ["rfc", "n_editions_printed"], ["edition_date"]
        ),
    }


def _authorships(entries, documents):
    """Authorships with sequential ids in the place of names."""
    known = persons(name for entry in entries for name in entry.authors)
    ids, rows = {}, []
    for entry in entries:
        working = documents[entry.rfc].affiliations
        for position, (name, work) in enumerate(zip(entry.authors, working, strict=True), start=1):
            author = ids.setdefault(" ".join(name.split()).casefold(), f"A{len(ids) + 1:05d}")
            named = work.organization is not None and not holds_known_person(work.organization, known)
            rows.append(
                {
                    "rfc": entry.rfc,
                    "position": position,
                    "author": author,
                    "organization_printed": work.organization if named else None,
                    "country": work.country,
                    "found_in": work.found_in if named else None,
                    "country_found_in": work.country_found_in,
                }
            )
    return pd.DataFrame(rows)


def _typed(frame, whole=(), dates=()):
    """Narrow whole numbers, dates to the day, everything else text."""
    kinds = {name: pd.Int16Dtype() for name in whole}
    kinds |= dict.fromkeys(dates, "datetime64[s]")
    rest = {n: pd.StringDtype(na_value=pd.NA) for n in frame if n not in kinds and n != "has_text"}
    return frame.astype(kinds | rest)
