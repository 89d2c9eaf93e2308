"""Resolving names of organizations: how right, how fast, how much memory.

    python benchmarks/organizations.py

prints, on the lists of ENGAGEMENT_DATA and on made-up names: precision and recall of pairs by spelling alone, the
curve over the threshold and every wrong pair; all pairs with curation and ownership; shares of RAN1 sources and IETF
registrations resolved; time and F1 beside all pairs compared by rapidfuzz's cdist; growth and memory.
"""

import json
import os
import resource
import subprocess
import sys
import time
from itertools import combinations
from pathlib import Path

import made_up_names
import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from engagement.organizations.listed import Listed
from engagement.organizations.names import name_key
from engagement.organizations.newcomers import PREFIX
from engagement.organizations.ownership import group_of
from engagement.organizations.resolving import THRESHOLD, resolve
from engagement.organizations.splitting import split

HERE = Path(__file__).parent
REFERENCE = HERE.parents[1] / "data" / "reference"
TESTS = HERE.parent / "tests" / "organizations"
NONE = pd.DataFrame()
CURVE = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 1.0)
END_OF_RAN1 = pd.Timestamp("2022-05-20")  # last day of the last meeting in the list
NOT_STATED = ["", "Not Provided"]
SIZES = (30_000, 300_000)
CHUNK = 1_000
KILOBYTES = 1_000 if sys.platform != "darwin" else 1_000_000  # ru_maxrss counts bytes on macOS
SCORERS = {"ratio": fuzz.ratio, "token_sort_ratio": fuzz.token_sort_ratio}


def curated():
    """Organizations, aliases, refused names and ownership as the repository ships them."""
    files = ("organizations", "aliases", "refused_names", "organization_ownership")
    frames = [pd.read_csv(REFERENCE / f"{file}.csv", dtype="string", keep_default_na=False) for file in files]
    return [frame.mask(frame == "") for frame in frames]


def truth():
    """The names of the RAN1 list of groups, with what each is by our own reading."""
    return pd.read_csv(TESTS / "alias_truth.csv", dtype="string", keep_default_na=False)


def pairs(names, groups):
    """Pairs of names that share a group; names without one are in no pair."""
    known = pd.DataFrame({"name": list(names), "group": list(groups)}).dropna()
    return {pair for _, one in known.groupby("group")["name"] for pair in combinations(sorted(one), 2)}


def scores(found, true):
    """Precision and recall of pairs."""
    right = len(found & true)
    return (right / len(found) if found else 1.0), (right / len(true) if true else 1.0)


def by_spelling(names, true, organizations, aliases, threshold=THRESHOLD):
    """Pairs found without the aliases of these firms, and their precision and recall."""
    found = resolve(names, organizations=organizations, aliases=aliases, threshold=threshold)
    paired = pairs(found["name"], found["organization_id"])
    return paired, *scores(paired, true)


def spelling():
    """By spelling alone: aliases left out, organizations left out, the curve and the wrong pairs."""
    organizations, aliases, *_ = curated()
    listed = truth()
    true = pairs(listed["name"], listed["spelling"])
    firms = set(resolve(listed["name"], organizations=organizations, aliases=aliases)["organization_id"].dropna())
    others = organizations[~organizations["organization_id"].isin(firms)]
    left = aliases[~aliases["organization_id"].isin(firms)]
    cases = {
        "aliases of the firms left out": (organizations, left),
        "firms left out": (others, left),
        "nothing listed": (NONE, NONE),
    }
    print(f"by spelling alone, {len(listed)} names, {len(true)} pairs that are spellings of one name")
    for what, tables in cases.items():
        found, precision, recall = by_spelling(listed["name"], true, *tables)
        print(f"  {what}: {len(found)} pairs, precision {precision:.4f}, recall {recall:.4f}")
        for one, other in sorted(found - true):
            print(f"    wrong: {one!r} and {other!r}")
    print("  threshold, precision and recall (nothing listed)")
    for threshold in CURVE:
        found, precision, recall = by_spelling(listed["name"], true, NONE, NONE, threshold)
        print(f"    {threshold:.2f}  {precision:.4f}  {recall:.4f}")


def all_pairs():
    """With curation and ownership: pairs of one corporate group as at the end of the list."""
    organizations, aliases, refused, ownership = curated()
    listed = truth()
    found = resolve(listed["name"], organizations=organizations, aliases=aliases, refused=refused)
    groups = group_of(found["organization_id"], END_OF_RAN1, ownership=ownership)
    paired, true = pairs(found["name"], groups), pairs(listed["name"], listed["group"])
    precision, recall = scores(paired, true)
    print(f"all pairs, curated, {len(true)} pairs of one group: precision {precision:.4f}, recall {recall:.4f}")
    for said, wrong in (("wrong", paired - true), ("missed", true - paired)):
        for one, other in sorted(wrong):
            print(f"    {said}: {one!r} and {other!r}")


def ran1(folder):
    """Share of documents with every source resolved, and of source mentions."""
    organizations, aliases, refused, _ = curated()
    known = Listed(organizations, aliases).known
    fields = pd.read_csv(folder / "3gpp/ran1_tdocs.csv.gz", dtype="string", keep_default_na=False)["Source"]
    members = fields.map({field: [name for name, _ in split(field, known)] for field in fields.unique()})
    names = members.explode()
    found = resolve(names.fillna(""), organizations=organizations, aliases=aliases, refused=refused)
    there = found["organization_id"].notna().to_numpy()
    listed = there & ~found["organization_id"].fillna("").str.startswith(PREFIX).to_numpy()
    print(f"RAN1, {len(fields):,} documents, {len(names):,} source mentions")
    for said, which in (("resolved", there), ("resolved to a curated organization", listed)):
        whole = pd.Series(which, index=names.index).groupby(level=0).all()
        print(f"  {said}: {which.mean():.4%} of mentions, {whole.mean():.4%} of documents with every source")
    _left(found[~listed])


def ietf(folder):
    """Share of registrations resolved, and precision on the hand-checked pairs."""
    organizations, aliases, refused, ownership = curated()
    names = pd.read_csv(folder / "ietf/attendees_72_116.csv.gz", dtype="string", keep_default_na=False)["organization"]
    found = resolve(names, organizations=organizations, aliases=aliases, refused=refused, ownership=ownership)
    there = found["organization_id"].notna().to_numpy()
    listed = there & ~found["organization_id"].fillna("").str.startswith(PREFIX).to_numpy()
    stated = ~names.isin(NOT_STATED).to_numpy()
    print(
        f"IETF, {len(names):,} registrations in {names.nunique():,} spellings, {stated.sum():,} state an organization"
    )
    print(f"  resolved: {there.mean():.4%} of all, {there[stated].mean():.4%} of those that state one")
    print(f"  resolved to a curated organization: {listed[stated].mean():.4%} of those that state one")
    checked = pd.read_csv(TESTS / "ietf_pairs.csv", dtype="string", keep_default_na=False)
    one = dict(zip(found["name"], found["organization_id"].fillna(""), strict=True))
    here, there_too = checked["name"].map(one), checked["other_name"].map(one)
    still = checked[here.eq(there_too) & here.ne("")]
    verdicts = checked["verdict"].value_counts().to_dict()
    print(f"  {len(checked)} pairs checked by hand: {verdicts}, precision {(checked['verdict'] != 'no').mean():.4f}")
    print(f"  {len(still)} of them share an organization now, precision {(still['verdict'] != 'no').mean():.4f}")
    _left(found[~there])


def _left(found, most=20):
    """The most frequent names left over, with the reason."""
    rows = found.groupby(["name", "evidence"]).size().sort_values(ascending=False).head(most)
    for (name, evidence), count in rows.items():
        print(f"    {count:6,}  {name!r}: {evidence}")


def compared():
    """Time and F1 of 30,000 made-up names, beside all pairs compared by cdist at its best threshold."""
    names, groups = made_up_names.names(SIZES[0])
    true = pairs(names, groups)
    resolve(names[:100], organizations=NONE, aliases=NONE)
    began = time.process_time()
    found = resolve(names, organizations=NONE, aliases=NONE)
    taken = time.process_time() - began
    precision, recall = scores(pairs(found["name"], found["organization_id"]), true)
    print(f"{len(names):,} made-up names, {len(true):,} pairs of one organization")
    f1 = 2 * precision * recall / (precision + recall)
    print(f"  resolve: {taken:.2f} s of CPU, precision {precision:.4f}, recall {recall:.4f}, F1 {f1:.4f}")
    for scorer, score in SCORERS.items():
        for prepared, texts in (("names", names), ("keys", [name_key(name) for name in names])):
            spent, best, at = _cdist(texts, np.array(groups), score, len(true))
            print(
                f"  cdist, {scorer} of {prepared}: {spent:.2f} s of CPU, best F1 {best:.4f} at {at}; "
                f"resolve takes {taken / spent:.1%} of its time"
            )


def _cdist(texts, groups, scorer, true):
    """CPU seconds of all pairs, and the best F1 over thresholds."""
    spent, pairs_at, right_at = 0.0, np.zeros(101, dtype=np.int64), np.zeros(101, dtype=np.int64)
    for start in range(0, len(texts), CHUNK):
        began = time.process_time()
        found = process.cdist(texts[start : start + CHUNK], texts, scorer=scorer, dtype=np.uint8, score_cutoff=50)
        spent += time.process_time() - began
        one, other = np.nonzero(found)
        kept = other > one + start
        one, other = one[kept], other[kept]
        level = found[one, other]
        pairs_at += np.bincount(level, minlength=101)
        right_at += np.bincount(level[groups[one + start] == groups[other]], minlength=101)
    some, right = pairs_at[::-1].cumsum()[::-1], right_at[::-1].cumsum()[::-1]
    f1 = 2 * right / (some + true)
    return spent, f1.max(), int(f1.argmax())


def growth():
    """CPU seconds and memory at two sizes, each in a process of its own."""
    costs = {}
    for size in SIZES:
        command = [sys.executable, str(HERE / "organizations.py"), "--made-up", str(size)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        costs[size], memory = json.loads(printed)
        print(f"  {size:,} made-up names: {costs[size]:.2f} s of CPU, {memory:,.0f} MB at most")
    small, large = SIZES
    print(f"  growth: {costs[large] / costs[small] / (large / small):.2f} times linear")


def made_up(size):
    """Resolve so many made-up names and print the CPU seconds and the most memory held, in MB."""
    names, _ = made_up_names.names(size)
    began = time.process_time()
    resolve(names, organizations=NONE, aliases=NONE)
    taken = time.process_time() - began
    print(json.dumps([taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTES]))


def main():
    """Print all of it; what needs ENGAGEMENT_DATA is left out without it."""
    spelling()
    all_pairs()
    if os.environ.get("ENGAGEMENT_DATA"):
        folder = Path(os.environ["ENGAGEMENT_DATA"])
        ran1(folder)
        ietf(folder)
    compared()
    growth()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--made-up"]:
        made_up(int(sys.argv[2]))
    else:
        main()
