"""What each chart draws, as a table: a function named as the chart, taking what the chart takes after the figure."""

import numpy as np
import pandas as pd

OBSERVED, NEXT = "observed", "forecast"


def intervals(labels, estimates, xlabel, null=None, log=False):
    """A row an estimate."""
    return {"name": _words(labels), xlabel: list(estimates)}


def bars(labels, values, xlabel, shares=False):
    """A row a bar."""
    return {"name": _words(labels), xlabel: list(values)}


def through_time(frame, value, ylabel, by="group", mark=None, **_):
    """A row a meeting."""
    columns = [by, "start", *([mark] if mark else []), value]
    return frame[columns].rename(columns={value: ylabel})


def coverage(frame, rows, columns, cells):
    """The grid."""
    grid = frame.pivot_table(index=rows, columns=columns, values=cells, aggfunc="sum", sort=False)
    return grid.reindex(sorted(grid.columns), axis=1).convert_dtypes().reset_index()


def lines(frame, x, columns, ylabel, shares=False):
    """A row a point of time, a column a line."""
    return frame[[x, *columns]].rename(columns=columns)


def distribution(values, xlabel, ylabel, markers=(), binwidth=1):
    """A row a bar of the histogram."""
    values = np.asarray(values, float)
    start, end = np.floor(values.min() / binwidth) * binwidth, np.ceil(values.max() / binwidth) * binwidth
    bars = max(1, round((end - start) / binwidth))
    counts, edges = np.histogram(values, start + binwidth * np.arange(bars + 1))
    return {f"{xlabel}, from": edges[:-1], "to": edges[1:], ylabel: counts}


def concentration(counts, what, of):
    """A row a unit, the largest first, with what all up to it hold."""
    ordered = np.sort(np.asarray(counts, float))[::-1]
    places = np.arange(1, len(ordered) + 1)
    return {
        "place": places, of: ordered, f"share of {what}": places / len(ordered),
        f"share of {of}": ordered.cumsum() / ordered.sum(),
    }  # fmt: skip


def funnel(rates, xlabel, ylabel, dispersion=1.0, named=8):
    """A row a unit, with its limits."""
    return rates.rename_axis("unit").rename(columns={"exposure": xlabel, "rate": ylabel}).reset_index()


def caterpillar(table, of, top=None, label="unit"):
    """A row a unit ranked."""
    return table[[label, "rank"]]


def through_years(frame, measure, ylabel):
    """A row a year."""
    return frame[["year", measure, f"{measure}_low", f"{measure}_high"]].set_axis(
        ["year", ylabel, "low", "high"], axis=1
    )


def by_family(table, kinds, nominal, within, xlabel):
    """A row a design."""
    named = [name for name in ("family", "measure", "design", "n") if name in table]
    return table[[*named, "covered", "standing"]].rename(columns={"covered": xlabel})


def composition(table, xlabel):
    """A row a bar, a column a part."""
    return table


def ahead(series, forecasts):
    """A row a point of time of each series, the next value last."""
    parts = []
    for name, rows in series.items():
        seen = pd.DataFrame(
            {"series": name, "time": rows["time"].astype(float), "kind": OBSERVED, "value": rows["value"]}
        )
        first = forecasts[name].values[0]
        after = seen["time"].iloc[-1] + np.diff(seen["time"]).mean()
        coming = pd.DataFrame({"series": [name], "time": [after], "kind": [NEXT], "value": [first]})
        parts += [seen.astype({"value": object}), coming.astype({"value": object})]
    return pd.concat(parts, ignore_index=True)


def pairs(table, value, p=None, digits=0, label=""):
    """A row a pair."""
    return table[["first", "second", value, *([p] if p else [])]].rename(columns={value: label or value})


def acceptability(chances):
    """A row an alternative, its chance of each rank in percent."""
    return (100 * chances).rename(columns=lambda rank: f"rank {rank}, %").rename_axis("name").reset_index()


def stacked(table, labels, columns, xlabel):
    """A row a bar, a column a part."""
    return table[[labels, *columns]].rename(columns=columns)


def years(table, columns, ylabel):
    """A row a year, a column a line."""
    return table[["year", *columns]].rename(columns=columns)


def found(effect, smallest, matters, xlabel):
    """The answer beside what it is held against."""
    names = ["found", "smallest detectable", "smallest that would matter"]
    return {"what": names, xlabel: [effect, smallest, matters]}


def specifications(table, choices, xlabel):
    """A row a specification that could be estimated, a column a choice."""
    known = table["estimate"].notna().to_numpy()
    rows = table.loc[known, ["estimate", "low", "high", "main"]].rename(columns={"estimate": xlabel})
    made = {name: np.where(np.asarray(marks)[known], "yes", "no") for name, marks in choices.items()}
    rows["main"] = np.where(rows["main"].astype(bool), "yes", "no")
    return rows.rename(columns={"main": "main choices"}).assign(**made).reset_index(drop=True)


def left_out(influences, xlabel, most=6):
    """A row a unit left out, under the answer with all."""
    whole = next(iter(influences.values())).whole
    rows = [("none", whole)]
    for one in influences.values():
        rows += one.foremost(most).iterrows()
    return pd.DataFrame(
        [(str(unit), *(float(row[name]) for name in ("estimate", "low", "high"))) for unit, row in rows],
        columns=["left out", xlabel, "low", "high"],
    )


def curves(found, xlabel, ylabel, happened=False, until=None):
    """A row a step of each curve."""
    parts = []
    for name, curve in found.items():
        table = curve.table[curve.table["time"] <= min(curve.last, until or curve.last)]
        values = [table[column].astype(float) for column in ("value", "low", "high")]
        value, low, high = [1 - values[0], 1 - values[2], 1 - values[1]] if happened else values
        parts.append(pd.DataFrame({"curve": name, xlabel: table["time"], ylabel: value, "low": low, "high": high}))
    return pd.concat(parts, ignore_index=True)


def flows(table, ylabel="organizations"):
    """A row an occasion."""
    return table[["occasion", "present", "retained", "returning", "new", "lapsed"]]


def _words(labels):
    """Labels in one line each, as text."""
    return [" ".join(str(label).split()) for label in labels]
