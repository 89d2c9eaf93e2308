"""The rows of all files -> one table each: which of several rows about one thing counts, and where they disagree."""

import hashlib
import json

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from engagement.tables.inbox import RECORDS
from engagement.tables.registry import find
from engagement.warehouse.store import NOTE

MEMORY = "1500MB"
BATCH = 200_000
PARENT = {listing.table: table.name for table in RECORDS for listing in table.listings}
PRINTED = ("document_sources", "work_item_organizations", "attendance", "roles", "patent_statements", "memberships")
PLACE = ["file_sha256", "sheet", "row"]


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
        ranks = pd.DataFrame({"file_sha256": list(parts), "rank": range(len(parts))})
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
        return self._store(name, (_counted(batch, passed) for batch in _batches(paths, columns)))

    def write_names(self):
        """Write the printed names: what files say of them, and all that rows print, with how many print each."""
        given = self._paths("organization_names")
        if given:
            self._compare(find("organization_names"), given)
        printing = " UNION ALL ".join(
            f'SELECT body, organization_printed AS name_printed, basis, file_sha256, sheet, "row" FROM read_parquet({paths})'
            for paths in map(self._paths, PRINTED)
            if paths
        )
        if not printing and not given:
            return 0
        columns = [column for column in find("organization_names").schema.columns if column != "counts"]
        said = pa.concat_tables(_batches(given, columns)) if given else None
        found = self._names(printing) if printing else None
        if said is None or found is None:
            return self._store("organization_names", [_counted(said or found, self.passed.get("organization_names"))])
        return self._store("organization_names", [_counted(_together(said, found, columns), self.passed["organization_names"])])

    def _names(self, printing):
        return self.database.sql(
            f"SELECT body, name_printed, CAST(NULL AS VARCHAR) AS organization_id, CAST(NULL AS VARCHAR) AS evidence, "
            f'count(*) AS mentions, basis, arg_min(file_sha256, (rank, "row")) AS file_sha256, '
            f'arg_min(sheet, (rank, "row")) AS sheet, min((rank, "row"))[2] AS "row" '
            f"FROM ({printing}) JOIN ranks USING (file_sha256) WHERE name_printed IS NOT NULL "
            f"GROUP BY body, name_printed, basis ORDER BY body, basis, mentions DESC, name_printed"
        ).to_arrow_table()

    def _paths(self, name):
        held = [folder / f"{name}.parquet" for folder in self.parts.values()]
        return [str(path) for path in held if path.exists()]

    def _compare(self, table, paths):
        """Find the rows that do not count, because another speaks of the same thing, and where the two disagree."""
        rows = f"read_parquet({paths})"
        key = ", ".join(f'"{name}"' for name in table.key)
        comparable = f'"{table.known_by}" IS NOT NULL' if table.known_by else "true"
        latest = f'"{table.revision}" DESC, ' if table.revision else ""
        self.database.execute(
            f"CREATE OR REPLACE TEMP TABLE repeated AS SELECT h FROM (SELECT hash({key}) AS h FROM {rows} "
            f"WHERE {comparable}) GROUP BY h HAVING count(*) > 1"
        )
        self.database.execute(
            f"CREATE OR REPLACE TEMP TABLE several AS SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY "
            f'{latest}rank DESC, sheet DESC NULLS LAST, "row" DESC) AS later FROM {rows} JOIN ranks USING (file_sha256) '
            f"WHERE {comparable} AND hash({key}) IN (SELECT h FROM repeated)"
        )
        passed = self.database.sql('SELECT file_sha256, sheet, "row" FROM several WHERE later > 1').df()
        if table.replaced_by:
            passed = pd.concat([passed, self._replaced(table, rows)])
        self.passed[table.name] = pd.MultiIndex.from_frame(passed[PLACE])
        self._disagree(table)

    def _replaced(self, table, rows):
        identity, by = f'"{table.key[-1]}"', f'"{table.replaced_by}"'
        return self.database.sql(
            f'SELECT old.file_sha256, old.sheet, old."row" FROM {rows} AS old WHERE {by} IS NOT NULL AND {by} <> {identity} '
            f"AND EXISTS (SELECT 1 FROM {rows} AS new WHERE new.{identity} = old.{by} AND new.body = old.body)"
        ).df()

    def _disagree(self, table):
        """Keep each value in which a row contradicts the first of the same thing and revision."""
        same = list(dict.fromkeys([*table.key, *([table.revision] if table.revision else [])]))
        compared = [name for name in table.columns if name not in same]
        if not compared:
            return
        quoted = ", ".join(f'"{name}"' for name in same)
        rows = ", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in compared)
        self.database.execute(
            f'CREATE OR REPLACE TEMP TABLE told AS SELECT {quoted}, {rows}, {", ".join(chr(34) + name + chr(34) for name in PLACE)}, '
            f"row_number() OVER (PARTITION BY {quoted} ORDER BY later) AS nth FROM several"
        )
        joined = " AND ".join(f'one."{name}" IS NOT DISTINCT FROM two."{name}"' for name in same)
        for name in compared:
            found = self.database.sql(
                f'SELECT {", ".join(f"one.{chr(34)}{key}{chr(34)}" for key in same)}, one."{name}" AS counted, two."{name}" AS other, '
                f'one.file_sha256 AS one_file, one.sheet AS one_sheet, one."row" AS one_row, '
                f'two.file_sha256 AS two_file, two.sheet AS two_sheet, two."row" AS two_row '
                f'FROM told one JOIN told two ON one.nth = 1 AND two.nth > 1 AND {joined} '
                f'WHERE one."{name}" <> two."{name}" ORDER BY {", ".join(f"one.{chr(34)}{key}{chr(34)}" for key in same)}, two.nth'
            ).df()
            self.conflicts += [self._conflict(table.name, same, name, row) for row in found.to_dict("records")]

    def _conflict(self, table, same, column, row):
        key = ", ".join(f"{name} {row[name]}" for name in same if name != "body" and pd.notna(row[name]))
        return {
            "table": table, "body": row["body"], "key": key, "column": column,
            "counted": row["counted"], "other": row["other"],
            "counted_place": self._place(row["one_file"], row["one_sheet"], row["one_row"]),
            "other_place": self._place(row["two_file"], row["two_sheet"], row["two_row"]),
        }  # fmt: skip

    def _place(self, file, sheet, row):
        return f"{self.files[file].file}{f', {sheet}' if pd.notna(sheet) else ''}, row {row}"

    def _store(self, name, tables):
        """Write tables of rows one after another into one file, with where they are from."""
        columns, total, writer = list(find(name).schema.columns), 0, None
        for rows in tables:
            rows = rows.select(columns)
            if writer is None:
                schema = rows.schema.with_metadata({NOTE: json.dumps(self.note(name)).encode()})
                writer = pq.ParquetWriter(self.target / f"{name}.parquet", schema, compression="zstd")
            writer.write_table(rows.replace_schema_metadata(schema.metadata))
            total += len(rows)
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


def _batches(paths, columns):
    for path in paths:
        for batch in pq.ParquetFile(path).iter_batches(batch_size=BATCH, columns=columns):
            yield pa.Table.from_batches([batch]).replace_schema_metadata(None)


def _counted(rows, passed):
    """Rows with the column ``counts``: false for those that another one replaces."""
    counts = pa.array([True] * len(rows)) if passed is None or passed.empty else _not_among(rows, passed)
    return rows.append_column("counts", counts)


def _not_among(rows, passed):
    files = pa.compute.is_in(rows["file_sha256"], pa.array(passed.get_level_values(0).unique(), pa.string()))
    if not pa.compute.any(files).as_py():
        return pa.array([True] * len(rows))
    return pa.array(~pd.MultiIndex.from_frame(rows.select(PLACE).to_pandas()).isin(passed))


def _together(said, found, columns):
    """What files say of names, with the mentions of each, and then the names no file says anything of."""
    said, found = said.to_pandas(), found.to_pandas()
    mentions = found.groupby(["body", "name_printed"])["mentions"].sum()
    pairs = pd.MultiIndex.from_frame(said[["body", "name_printed"]])
    said["mentions"] = mentions.reindex(pairs).fillna(0).to_numpy()
    rest = found[~pd.MultiIndex.from_frame(found[["body", "name_printed"]]).isin(pairs)]
    together = pd.concat([said, rest])[columns].astype({"mentions": "int64", "row": "int64"})
    return pa.Table.from_pandas(together, preserve_index=False).replace_schema_metadata(None)
