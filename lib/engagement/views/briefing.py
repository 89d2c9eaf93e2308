"""Findings of a brief as a list of sentences, each with its basis and the page that says more."""

from dataclasses import replace
from html import escape

import pandas as pd
from IPython.display import HTML

from engagement.views.marks import marked
from engagement.views.sentences import span, verdict


def sentence(row):
    """One finding in words.

    Parameters
    ----------
    row : named tuple
        Of `engagement.measures.briefing.findings`: body, words with ``{}``, null, estimate.

    Examples
    --------
    >>> from collections import namedtuple
    >>> from engagement import Estimate
    >>> share = Estimate(0.26, 0.14, 0.49, 0.95, 632, "share of the 10 largest", "recorded", "CR_10")
    >>> row = namedtuple("Row", "body words null estimate")
    >>> sentence(row("IETF", "ten texts take {} of the mentions", None, share))
    'IETF: ten texts take 26% (95% interval 14 to 49; n = 632) of the mentions.'
    """
    estimate = percent(row.estimate)
    told = row.words.format(span(estimate, estimate.unit)) + _against(row.null, estimate)
    return f"{row.body}: {told}." if row.body else f"{told[:1].upper()}{told[1:]}."


def _against(null, estimate):
    """What may be made of an association; nothing where none is asked about."""
    if null is None or pd.isna(null):
        return ""
    shown, not_shown = ", an association and no proof of a cause", ", so that no association is shown"
    return verdict(estimate, null, shown, shown, not_shown)


def percent(estimate):
    """A share of the largest as percent; any other estimate as it is."""
    if not (estimate.estimable and estimate.unit.startswith("share of")):
        return estimate
    ends = [None if end is None else 100 * end for end in (estimate.low, estimate.high)]
    return replace(estimate, value=100 * estimate.value, low=ends[0], high=ends[1], unit="%")


def listed(rows):
    """Findings as a list.

    Parameters
    ----------
    rows : pandas.DataFrame
        Of `engagement.measures.briefing.findings`.

    Returns
    -------
    IPython.display.HTML
    """
    return HTML(f"<ul>{''.join(_item(row) for row in rows.itertuples())}</ul>")


def _item(row):
    attribute, marks = marked(row.estimate.basis)
    link = f'<a href="{escape(row.report)}.html">report: {escape(row.report.replace("-", " "))}</a>'
    return f"<li{attribute}>{marks}{escape(sentence(row))} ({link})</li>"
