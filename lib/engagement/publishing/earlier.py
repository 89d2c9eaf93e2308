"""What a report is given of those it comes after: their numbers, and what moved since they last said otherwise."""

import json

from engagement.publishing.difference import because, of_report, told
from engagement.publishing.kept import RESULTS


def of(report, kept, editions):
    """The numbers of the reports a report comes after, and how they moved.

    They are held against the latest edition in which any of them was another one, so that a run which changes nothing
    says the same again.

    Parameters
    ----------
    report : Report
    kept : Kept
    editions : Editions

    Returns
    -------
    dict
        ``numbers`` by report and name, None for a report never made; ``since``, None where no edition said otherwise,
        with ``edition``, ``date``, ``stayed`` and ``moved``: report, name, before and after (None where there is none),
        ``why``.
    """
    everything = {id: _numbers(kept.good(id) / RESULTS) for id in report.after}
    numbers = {id: held for id, held in everything.items() if held is not None}
    for edition in reversed(editions.all() if numbers else ()):
        before = {id: editions.numbers(edition, id) for id in numbers}
        if _told(before) != _told(numbers):
            return {"numbers": everything, "since": _since(edition, before, numbers, kept)}
    return {"numbers": everything, "since": None}


def _since(edition, before, numbers, kept):
    found = [
        of_report(id, None, (before[id], now), (edition["reports"].get(id), kept.record(id)["fingerprint"]))
        for id, now in numbers.items()
    ]
    return {
        "edition": edition["name"],
        "date": edition["date"],
        "stayed": sum(one.same for one in found),
        "moved": [
            {"report": one.id, "name": moved.name, "before": moved.before, "after": moved.after,
             "why": because(one.why)}
            for one in found for moved in one.moved
        ],
    }  # fmt: skip


def _numbers(path):
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def _told(numbers):
    return {id: {name: told(number) for name, number in held.items()} for id, held in numbers.items()}
