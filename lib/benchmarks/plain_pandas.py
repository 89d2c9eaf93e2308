"""What one would write in an afternoon: all files into one frame, sources on rows of their own, repeated rows dropped.

    python benchmarks/plain_pandas.py INBOX TIDY

Nothing is checked, no row is told apart from another of the same document, no place is kept.
"""

import sys
from pathlib import Path

import pandas as pd


def main(inbox, tidy):
    """Build the tables of documents, their sources and their Questions."""
    tidy.mkdir(parents=True, exist_ok=True)
    files = [pd.read_csv(path, dtype={"revision": str, "agenda_item": str}) for path in sorted(inbox.glob("*.csv"))]
    documents = pd.concat(files, ignore_index=True)
    documents["date"] = pd.to_datetime(documents["date"], format="%Y-%m-%d", errors="coerce")
    documents["revision"] = pd.to_numeric(documents["revision"], errors="coerce")
    documents = documents.dropna(subset=["document_id", "revision", "date"])
    documents = (
        documents.sort_values("revision", kind="stable").drop_duplicates("document_id", keep="last").sort_index()
    )
    documents.to_parquet(tidy / "documents.parquet", index=False)
    for column, sign in (("source_printed", r"\s*[;,]\s*"), ("questions", r"\s*;\s*")):
        named = documents[["document_id", "revision", column]].dropna()
        sizes = named[column].str.count(sign) + 1
        parts = named.assign(weight=1 / sizes, each=named[column].str.split(sign, regex=True)).explode("each")
        parts.drop(columns=column).to_parquet(tidy / f"{column}.parquet", index=False)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
