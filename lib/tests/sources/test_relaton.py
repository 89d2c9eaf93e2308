"""Relaton records of ITU-T publications, single and in archives: what is read, what is refused, and that it is safe."""

import gzip
import io
import os
import random
import tarfile
from pathlib import Path

import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import engagement
from engagement.sources import relaton
from engagement.sources.readers import recognise
from engagement.warehouse.build import build, check

DATA = os.environ.get("ENGAGEMENT_DATA")
with_data = pytest.mark.skipif(not DATA, reason="ENGAGEMENT_DATA is not set: the data are not on this machine")


def record(identifier="ITU-T X.9999 (10/2019)", doctype="recommendation", group="ITU-T Study Group 17"):
    """A record with what the reader looks at, and some of what it does not."""
    committee = {"name": [{"content": group}], "type": "technical-committee"}
    return {
        "id": "EX", "type": "standard",
        "title": [{"content": "Titre", "type": "alternative"}, {"content": "Framework of examples", "type": "main"}],
        "docidentifier": [
            {"content": identifier, "type": "ITU", "primary": True},
            {"content": "ISO/IEC 99999", "type": "ISO", "primary": True},
        ],
        "date": [{"type": "updated", "at": "2020-01-01"}, {"type": "published", "at": "2019-10-14"}],
        "contributor": [
            {"role": [{"type": "publisher"}], "organization": {"name": [{"content": "ITU"}]}},
            {"role": [{"type": "author"}], "organization": {"subdivision": [committee] if group else []}},
        ],
        "status": {"stage": {"content": "Published"}},
        "relation": [{"type": "hasEdition", "bibitem": {"docidentifier": [{"content": "X.1 (1988)", "type": "ITU"}]}}],
        "ext": {"doctype": {"content": doctype}, "flavor": "itu"},
    }  # fmt: skip


def written(*arguments, **options):
    return yaml.safe_dump(record(*arguments, **options)).encode()


def archive(path, members, mode="w:gz"):
    with tarfile.open(path, mode) as tar:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return path


def read(path):
    _, found, _ = recognise(path)
    parts = list(found.read())
    return pd.concat([part.frame for part in parts], ignore_index=True), sum(part.present for part in parts)


def test_a_record_becomes_a_publication(project):
    (project.home / "data/inbox/x.yaml").write_bytes(written())
    build()
    row = engagement.load("publications").iloc[0]
    assert row[["publication_id", "recommendation", "series", "kind", "status", "owner", "title"]].tolist() == [
        "ITU-T X.9999 (10/2019)", "X.9999", "X", "recommendation", "Published", "SG17", "Framework of examples",
    ]  # fmt: skip
    assert row["published"] == pd.Timestamp("2019-10-14")
    assert pd.isna(row["sheet"])
    assert row["row"] == 1


@pytest.mark.parametrize("mode", ["w:gz", "w"])
def test_an_archive_of_records_is_read_member_by_member(tmp_path, mode):
    members = [("data/a.yaml", written()), ("data/b.yml", written("ITU-T X.1 (1988)")), ("README.md", b"# of no use")]
    path = archive(tmp_path / "catalogue.tar", members, mode)
    rows, present = read(path)
    assert present == 2
    assert rows["sheet"].tolist() == ["data/a.yaml", "data/b.yml"]
    assert set(rows["row"]) == {1}
    file, _ = check(path)
    assert "1 of its members are not named .yaml and are not read" in file.notes


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"a: 1\ndocidentifier: }\nb: 2\n", "the record is damaged in line 2"),
        (b"docidentifier: []\n", "the record has no identifier of ITU"),
        (b"- docidentifier: x\n", "it is no record of a publication"),
        (b"", "it is no record of a publication"),
        (b"\xff\xfe\x00docidentifier:", "the record is damaged"),
        (b"a: " + b"[" * 100_000, "nested deeper than any record is"),
        (b"- " * 100_000 + b"a", "nested deeper than any record is"),
        (b"? " * 100_000 + b"a", "nested deeper than any record is"),
        (b"a: &a {x: 1}\nb:\n  <<: [*a, *a]\n", "the record is damaged"),
        (b"!!python/object/apply:os.system [true]", "the record is damaged"),
        (b"docidentifier: " + b"x" * relaton.RECORD_BYTES, "larger than 1,000,000 bytes"),
    ],
    ids=["brace", "nameless", "list", "empty", "binary", "brackets", "dashes", "keys", "merge", "program", "large"],
)
def test_a_damaged_record_is_one_reject_and_the_others_are_read(tmp_path, content, reason):
    path = archive(
        tmp_path / "c.tar.gz", [("a.yaml", written()), ("b.yaml", content), ("c.yaml", written("ITU-T X.2 (1988)"))]
    )
    file, rejects = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (3, 2, 1)
    (told,) = rejects
    assert (told["sheet"], told["row"]) == ("b.yaml", 1)
    assert reason in told["reason"]
    assert "fetch the record again" in told["remedy"]


def test_a_single_damaged_record_is_one_reject(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(written()[:-100] + b"\n  - {")
    file, (told,) = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (1, 0, 1)
    assert "the record is damaged in line" in told["reason"]


def test_members_of_one_name_are_told_apart(tmp_path):
    path = archive(tmp_path / "c.tar.gz", [("a.yaml", written()), ("a.yaml", b"- damaged"), ("a.yaml", b"- damaged")])
    file, rejects = check(path)
    assert (file.rows_present, file.rows_read, file.rows_rejected) == (3, 1, 2)
    assert [told["sheet"] for told in rejects] == ["a.yaml (2)", "a.yaml (3)"]


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"group": "Working Party on examples"}, "owner", "names no group that can be read"),
        ({"identifier": "ITU-R M.9999 (10/2019)"}, "publication_id", "is no publication of ITU-T"),
        ({"doctype": "letter"}, "kind", "is none of"),
    ],
)
def test_a_record_that_says_what_the_table_does_not_know_is_told(tmp_path, changed, column, reason):
    path = tmp_path / "x.yaml"
    path.write_bytes(written(**changed))
    file, (told,) = check(path)
    assert (file.rows_present, file.rows_rejected, told["column"]) == (1, 1, column)
    assert reason in told["reason"]


def test_a_record_without_a_group_has_no_owner(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes(written(group=None))
    assert read(path)[0]["owner"].isna().all()


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_an_archive_that_is_cut_off_is_not_read_in_part(tmp_path, keep):
    members = [(f"{number}.yaml", written(f"ITU-T X.{number} (1988)")) for number in range(1, 40)]
    noise = random.Random(1).randbytes(200_000)  # so that the cut is not in what is looked at first
    whole = archive(tmp_path / "whole.tar.gz", [*members, ("noise.bin", noise)]).read_bytes()
    path = tmp_path / "cut.tar.gz"
    path.write_bytes(whole[: int(len(whole) * keep)])
    file, _ = check(path)
    assert "damaged or cut off" in file.problem
    assert file.rows_read == 0


def test_an_archive_that_ends_between_two_members_is_not_read_in_part(tmp_path):
    path = archive(tmp_path / "c.tar", [("a.yaml", written()), ("b.yaml", written("ITU-T X.2 (1988)"))], "w")
    with tarfile.open(path) as tar:
        second = tar.getmembers()[1].offset
    path.write_bytes(path.read_bytes()[:second])
    assert "damaged or cut off" in check(path)[0].problem


def test_an_archive_that_unpacks_to_more_than_a_catalogue_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(relaton, "MOST_BYTES", 1_000_000)
    path = archive(tmp_path / "c.tar.gz", [("a.yaml", written()), ("b.bin", bytes(5_000_000))])
    assert path.stat().st_size < 20_000
    assert "unpacks to more than 1,000,000 bytes" in check(path)[0].problem


def test_an_archive_of_more_files_than_a_catalogue_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(relaton, "MOST_MEMBERS", 3)
    path = archive(tmp_path / "c.tar.gz", [(f"{number}.yaml", written()) for number in range(4)])
    assert "more than 3 files" in check(path)[0].problem


def test_other_archives_and_other_yaml_are_not_taken(tmp_path):
    other = archive(tmp_path / "o.tar", [(f"{number}.yaml", b"a: 1") for number in range(30)])
    plain = tmp_path / "o.yaml"
    plain.write_text("---\na: 1\n")
    texts = archive(tmp_path / "t.tar", [("a.txt", b"docidentifier:")])
    for path in (other, plain, texts):
        assert "no reader takes it" in check(path)[0].problem


KEYS = (
    "docidentifier", "content", "type", "title", "date", "at", "contributor", "organization", "subdivision", "name",
    "ext",
)  # fmt: skip
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(values)
def test_whatever_a_record_holds_it_is_read_or_refused(value):
    try:
        said = relaton.fields(yaml.safe_dump(value, allow_unicode=True).encode())
    except ValueError as error:
        assert str(error)
    else:
        assert said["id"]
        assert all(one is None or isinstance(one, str) for one in said.values())


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 900), st.binary(max_size=6))
def test_however_a_record_is_damaged_it_is_read_or_refused(place, noise):
    content = written()
    try:
        assert relaton.fields(content[:place] + noise + content[place + len(noise) :])["id"]
    except ValueError as error:
        assert str(error)


@with_data
def test_the_real_records_say_the_same_as_the_flattened_list():
    path = Path(DATA) / "itu/original/relaton_sample.tar.gz"
    file, rejects = check(path)
    assert (file.rows_present, file.rows_read, rejects) == (269, 269, [])
    records, _ = read(path)
    listed, _ = read(Path(DATA) / "itu/itut_recommendations.csv.gz")
    said = ["recommendation", "series", "kind", "published", "status", "owner", "title"]
    both = listed.set_index("publication_id").loc[records["publication_id"], said].reset_index()
    pd.testing.assert_frame_equal(records[both.columns], both, check_dtype=False)


@with_data
def test_the_real_archive_keeps_its_names_when_it_is_not_compressed(tmp_path):
    packed = Path(DATA) / "itu/original/relaton_sample.tar.gz"
    plain = tmp_path / "sample.tar"
    plain.write_bytes(gzip.decompress(packed.read_bytes()))
    one, two = read(packed)[0], read(plain)[0]
    pd.testing.assert_frame_equal(one, two)
    assert one["sheet"].str.fullmatch(r"data/itu-t-.*\.yaml").all()
