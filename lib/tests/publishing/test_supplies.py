"""The files that workers of a cluster need, and how they come to them."""

import pytest

from engagement.publishing.supplies import Item, Store, given, listing, put


def test_nothing_of_the_inbox_and_nothing_hidden_is_handed_to_workers(project):
    for name in ("data/inbox/list.html", "data/.pseudonym-key", "notebooks/.ipynb_checkpoints/a.ipynb"):
        (project.home / name).parent.mkdir(exist_ok=True)
        (project.home / name).write_text("private")
    names = {item.name for item in listing()}
    assert {"data/reference/countries.csv", "data/tidy/meeting_figures.parquet"} <= names
    assert not [name for name in names if "inbox" in name or "/." in name]


def test_a_store_takes_only_what_it_was_asked_for_from_wherever_it_is(tmp_path):
    content, sha256 = b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    (tmp_path / "here").write_bytes(content)
    item, store = Item("data/x", sha256, "not/here"), Store(tmp_path / "store")
    put([Item("data/x", sha256, str(tmp_path / "here"))], "memory://some/folder")
    assert store.fetch([item], None, {}) == {sha256}
    (tmp_path / "changed").write_bytes(b"other")
    assert store.fetch([Item("data/x", sha256, str(tmp_path / "changed"))], "memory://nowhere", {}) == {sha256}
    assert store.fetch([item], "memory://some/folder", {}) == set()
    assert Store(tmp_path / "next").fetch([item], None, given([Item("", sha256, tmp_path / "here")], {sha256})) == set()
    far = Store(tmp_path / "far")
    assert far.fetch([item], None, {sha256: b"other"}) == {sha256}
    assert given([item, Item("", sha256, str(tmp_path / "changed"))], {sha256}) == {}
    assert far.fetch([Item("data/x", sha256, str(tmp_path / "here"))], "memory://nowhere", {}) == set()
    store.lay_out([item], tmp_path / "home")
    assert (tmp_path / "home/data/x").read_bytes() == content


def test_an_address_that_cannot_be_written_to_is_told_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("")
    for address in (f"file://{tmp_path}/file/below", "nosuch://x"):
        with pytest.raises(ValueError, match="cannot be written to .* or leave it out"):
            put([], address)
