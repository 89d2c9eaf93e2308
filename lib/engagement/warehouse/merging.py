"""The rows of all files -> one table each: which of several rows about one thing counts, and where they disagree."""

import hashlib
import json

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement.tables.inbox import RECORDS
from engagement.tables.registry import find
from engagement.warehouse.comparing import Passed, compare, conflicts
from engagement.warehouse.store import NOTE

MEMORY = "1500MB"
BATCH = 200_000
PARENT = {listing.table: table.name for table in RECORDS for listing in table.listings}
PRINTED = ("document_sources", "work_item_organizations", "attendance", "roles", "patent_statements", "memberships")
REPEATING = ("body", "basis", "file_sha256", "sheet")


class Merging:
    """One merge of what was read from files.

    Parameters
    ----------
    parts : dict of str to pathlib.Path
        Folder of each file's rows, by the file's digest, in the order of the files.
    files : dict of str to FileRead
        By digest.
    target : pathlib.Path
        Where the tables go.
    """

    def __init__(self, parts, files, target):
        self.parts, self.files, self.target = parts, files, target
        self.passed, self.conflicts = {}, []
        self.database = duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": str(target / ".spill")})
        labels = [files[digest].file for digest in parts]
        ranks = pd.DataFrame({"file_sha256": list(parts), "rank": range(len(parts)), "file": labels})
        self.database.register("ranks", ranks)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.database.close()

    def write(self, name):
        """Write one table, a list after the table whose rows name its things; returns its number of rows."""
        paths = self._paths(name)
        if not paths:
            return 0
        if name not in PARENT:
            self._compare(find(name), paths)
        passed = self.passed[PARENT.get(name, name)]
        columns = [column for column in find(name).schema.columns if column != "counts"]
        return self._store(name, (_counted(batch, passed) for batch in _batches(paths, columns, REPEATING)))

    def write_names(self):
        """Write the printed names: what files say of them, and all that rows print, with how many print each."""
        given = self._paths("organization_names")
        if given:
            self._compare(find("organization_names"), given)
        printing = " UNION ALL ".join(
            f'SELECT body, organization_printed AS name_printed, basis, file_sha256, sheet, "row" '
            f"FROM read_parquet({paths})"
            for paths in map(self._paths, PRINTED)
            if paths
        )
        if not printing and not given:
            return 0
        columns = [column for column in find("organization_names").schema.columns if column != "counts"]
        said = pa.concat_tables(_batches(given, columns)) if given else None
        found = self._names(printing) if printing else None
        if said is None or found is None:
            return self._store(
                "organization_names", [_counted(said or found, self.passed.get("organization_names", Passed()))]
            )
        return self._store(
            "organization_names", [_counted(_together(said, found, columns), self.passed["organization_names"])]
        )

    def _names(self, printing):
        return self.database.sql(
            f"SELECT body, name_printed, CAST(NULL AS VARCHAR) AS organization_id, CAST(NULL AS VARCHAR) AS evidence, "
            f'mentions, basis, place[4] AS file_sha256, place[3] AS sheet, place[2] AS "row" FROM ('
            f'SELECT body, name_printed, basis, count(*) AS mentions, min((rank, "row", sheet, file_sha256)) AS place '
            f"FROM ({printing}) JOIN ranks USING (file_sha256) WHERE name_printed IS NOT NULL "
            f"GROUP BY body, name_printed, basis) ORDER BY body, basis, mentions DESC, name_printed"
        ).to_arrow_table()

    def _paths(self, name):
        held = [folder / f"{name}.parquet" for folder in self.parts.values()]
        return [str(path) for path in held if path.exists()]

    def _compare(self, table, paths):
        self.passed[table.name] = compare(self.database, table, f"read_parquet({paths})")
        self.conflicts += conflicts(self.database, table).to_pylist()

    def _store(self, name, tables):
        """Write tables of rows one after another into one file, with where they are from."""
        columns, total, writer = list(find(name).schema.columns), 0, None
        for rows in _gathered(rows.select(columns) for rows in tables):
            if writer is None:
                path = self.target / f"{name}.parquet"
                writer = pq.ParquetWriter(path, rows.schema, compression="zstd", store_schema=False)
            writer.write_table(rows)
            total += len(rows)
        writer.add_key_value_metadata({NOTE: json.dumps(self.note(name)).encode()})
        writer.close()
        return total

    def note(self, name):
        """What ``load`` puts into ``attrs``; ``held`` tells of each folder, basis and body apart."""
        table, groups = find(name), {}
        for digest, file in self.files.items():
            if name in file.tables or name == "organization_names" and set(PRINTED) & set(file.tables):
                for body in file.bodies:
                    groups.setdefault((file.folder, file.basis, body), []).append((file.file, digest))
        return about(table, [_source(*group, files) for group, files in groups.items()])


def about(table, held):
    """The note stored with a table that is filled from files."""
    bases = ", ".join(dict.fromkeys(one["basis"] for one in held))
    total = hashlib.sha256(json.dumps(held).encode()).hexdigest()
    where = ", ".join(dict.fromkeys(one["file"] for one in held))
    return {
        "table": table.name, "row": table.row, "basis": bases, "origin": table.origin, "licence": table.licence,
        "file": where, "sha256": total, "held": held,
    }  # fmt: skip


def _source(folder, basis, body, files):
    where = files[0][0] if len(files) == 1 else f"{folder} ({len(files)} files)"
    digest = files[0][1] if len(files) == 1 else hashlib.sha256("".join(one for _, one in files).encode()).hexdigest()
    return {"file": where, "sha256": digest, "basis": basis, "body": body}


def _batches(paths, columns, words=()):
    """The rows of several files; columns among ``words``, which repeat a few values, come as codes of them."""
    for path in paths:
        file = pq.ParquetFile(path, read_dictionary=[name for name in words if name in columns])
        for batch in file.iter_batches(batch_size=BATCH, columns=columns):
            yield pa.Table.from_batches([batch]).replace_schema_metadata(None)


def _gathered(tables):
    """The same rows in few large tables: a file of many small row groups takes ten times as long to read."""
    held = []
    for rows in tables:
        held.append(rows)
        if sum(map(len, held)) >= BATCH:
            yield pa.concat_tables(held).unify_dictionaries()
            held = []
    if held:
        yield pa.concat_tables(held).unify_dictionaries()


def _counted(rows, passed):
    """Rows with the column ``counts``: false for those that another one replaces."""
    return rows.append_column("counts", pa.array(~passed.among(rows)))


def _together(said, found, columns):
    """What files say of names, with the mentions of each, and then the names no file says anything of."""
    said, found = said.to_pandas(), found.to_pandas()
    mentions = found.groupby(["body", "name_printed"])["mentions"].sum()
    pairs = pd.MultiIndex.from_frame(said[["body", "name_printed"]])
    said["mentions"] = mentions.reindex(pairs).fillna(0).to_numpy()
    rest = found[~pd.MultiIndex.from_frame(found[["body", "name_printed"]]).isin(pairs)]
    together = pd.concat([said, rest])[columns].astype({"mentions": "int64", "row": "int64"})
    return pa.Table.from_pandas(together, preserve_index=False).replace_schema_metadata(None)
