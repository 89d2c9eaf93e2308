"""The index of the site: what stands on it for each report, and what a search looks into."""

import html
import json
import re

from engagement.publishing.numbers import MOST, named, numbers
from engagement.publishing.shell import shell

BRIEF = "brief"  # the report that stands above the others
ABOUT = ("data-basis", "methods")  # reports about the numbers themselves, linked at the foot
MADE, FAILED = "made", "failed"
CHOSEN_BY = {"groups": ("group", "groups"), "periods": ("period", "periods")}
HEADING = re.compile(r'<h2 id="section-\d+">(.*?)</h2>', re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def facets(report):
    """What a report is about, for the filters of the index.

    Parameters
    ----------
    report : Report

    Returns
    -------
    dict
        ``topic``, and ``groups`` and ``periods`` as its parameters in the plan name them.
    """
    return {
        "topic": report.topic,
        **{facet: _values(report.parameters, names) for facet, names in CHOSEN_BY.items()},
    }


def index(entries, folder, latest=None):
    """The index page.

    Parameters
    ----------
    entries : list of dict
        As the manifest of the site has them.
    folder : pathlib.Path
        The site, with its pages and numbers.
    latest : Step, optional
        What became of the edition before, for the top of the page.

    Returns
    -------
    str
        HTML that can be read without its script; with it, reports can be searched and filtered.
    """
    cards = [card(entry, folder) for entry in entries]
    topics = _by_topic([one for one in cards if one["id"] != BRIEF])
    others = [one for held in topics.values() for one in held]
    filters = {
        name: list(dict.fromkeys(value for one in others for value in one[name] if value))
        for name in ("topics", "groups", "periods", "statuses")
    }
    return shell("index.html.j2").render(
        brief=next((one for one in cards if one["id"] == BRIEF), None),
        topics=topics,
        count=len(others),
        failed=[one for one in cards if one["status"] == FAILED],
        filters={name: values for name, values in filters.items() if len(values) > (name not in CHOSEN_BY)},
        latest=latest,
        about=[one for id in ABOUT for one in cards if one["id"] == id and one["page"]],
    )


def card(entry, folder):
    """What the index shows of a report, and what a search looks into besides."""
    sections = _sections(folder / entry["page"]) if entry["page"] else []
    results = _results(folder / f"{entry['id']}.json")
    about = {name: entry.get(name) or [] for name in CHOSEN_BY}
    unseen = [
        *(named(name) for name in results),
        *about["groups"], *about["periods"], *(f"{name} {value}" for name, value in entry["parameters"].items()),
    ]  # fmt: skip
    return {
        **{name: entry.get(name) for name in ("id", "title", "page", "audience", "headline", "reason", "earlier")},
        **about,
        "bases": entry["bases"],
        "until": entry.get("data_until"),
        "topics": [entry.get("topic") or "Other reports"],
        "status": FAILED if entry["status"] == "failed" else MADE,
        "statuses": [FAILED if entry["status"] == "failed" else MADE],
        "sections": "\n".join(sections),
        "unseen": "\n".join(unseen),
        "numbers": numbers(dict(list(results.items())[:MOST])) if entry["id"] == BRIEF else [],
    }


def _by_topic(cards):
    """Cards by topic, topics in the order in which the plan first names them; what is about the numbers comes last."""
    found = {}
    for one in cards:
        found.setdefault(one["topics"][0], []).append(one)
    last = {one["topics"][0] for one in cards if one["id"] in ABOUT}
    return {topic: found[topic] for topic in sorted(found, key=lambda topic: topic in last)}


def _values(parameters, names):
    """The values of parameters that may hold one or a list."""
    given = [parameters[name] for name in names if parameters.get(name)]
    return [str(value) for one in given for value in (one if isinstance(one, list) else [one])]


def _sections(page):
    """Titles of the sections of a page, which are numbered from 1."""
    found = HEADING.findall(page.read_text(encoding="utf-8"))
    return [" ".join(html.unescape(TAG.sub("", title)).split()) for title in found]


def _results(path):
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
