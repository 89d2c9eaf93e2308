"""Made-up documents in the form of the template, as many as wanted, with revisions, repeated rows and bad cells."""

import duckdb

ORGANIZATIONS = 600
EXTRA = "itu-t,SG13-C-99999999,0,,SG13,T22,contribution,One more,Example Company 001,16/13,1.1,2024-07-02,noted\n"
ROWS = f"""
    SELECT
        'itu-t' AS body,
        format('SG13-C-{{:08d}}', i) AS document_id,
        CASE WHEN n % 9973 = 1 THEN 'first' WHEN n % 40 = 39 THEN '1' ELSE '0' END AS revision,
        format('SG13-{{:d}}-{{:02d}}-01', 2017 + i // 400 % 8, 1 + i // 200 % 2 * 6) AS meeting_id,
        'SG13' AS "group",
        CASE WHEN i % 10 = 0 THEN NULL WHEN i // 400 % 8 < 5 THEN 'T17' ELSE 'T22' END AS period,
        CASE WHEN n % 8009 = 2 THEN 'letter' ELSE 'contribution' END AS series,
        format('Proposal {{:d}} on the scope of Y.{{:s}}', CASE WHEN n % 2000 = 19 THEN 0 ELSE 1 + i % 977 END,
               substr(md5((i // 7)::VARCHAR), 1, 12)) AS title,
        replace(array_to_string(list_transform(
            range(1 + i % 4), lambda j: format('Example Company {{:03d}}', (h // (j + 1) + j) % {ORGANIZATIONS})
        ), '; '), ';', CASE WHEN i % 3 = 0 THEN ',' ELSE ';' END) AS source_printed,
        CASE WHEN i % 5 = 0 THEN '16/13; 20/13' WHEN i % 5 > 1 THEN format('{{:d}}/13', 16 + i % 5) END AS questions,
        format('{{:d}}.{{:d}}', 1 + i % 9, 1 + i % 7) AS agenda_item,
        CASE WHEN n % 7001 = 3 THEN 'soon'
             ELSE strftime(make_date(2017 + i // 400 % 8, 1 + i // 200 % 2 * 6, 1 + i % 28), '%Y-%m-%d') END AS date,
        ['accepted', 'noted', 'revised', 'not treated'][1 + h % 4] AS outcome
    FROM (SELECT n, i, (hash(i) % 1000003)::BIGINT AS h
          FROM (SELECT n, CASE WHEN n % 20 = 19 THEN n - 2 ELSE n END AS i FROM range(?, ?) AS numbers(n)))
"""


def write(folder, rows, files):
    """Write files ``documents-000.csv`` … of together so many rows.

    One row in 40 is a revision, one in 40 repeats a document (one of 50 of
    these with another title), one in 3,000 has a cell that cannot be used.

    Parameters
    ----------
    folder : pathlib.Path
    rows, files : int

    Returns
    -------
    list of pathlib.Path
    """
    folder.mkdir(parents=True)
    bounds = [rows * number // files for number in range(files + 1)]
    written = []
    for number, (first, last) in enumerate(zip(bounds, bounds[1:], strict=False)):
        path = folder / f"documents-{number:03d}.csv"
        duckdb.execute(f"COPY ({ROWS}) TO '{path}' (HEADER)", [first, last])
        written.append(path)
    return written
