"""The data of published studies: from packages, or from ENGAGEMENT_DATA where they may not be shipped."""

import numpy as np
import pandas as pd
from lifelines import datasets as lifelines_data
from statsmodels import datasets as statsmodels_data

from engagement import locations

LAGS = range(6)
HALL_YEARS = range(75, 80)


def paper(folder, file):
    """A function that reads the file of a paper, or gives None where ENGAGEMENT_DATA does not hold it."""

    def read():
        given = locations.further_data()
        path = given / "papers" / folder / file if given else None
        return pd.read_csv(path) if path and path.exists() else None

    return read


def innovation():
    """Citations of patents of firms, 1991 to 1999, with the logs that the model takes; where there is none, log 0."""
    rows = paper("aghion2013_innovation_institutional_ownership", "InstInnovation.csv")()
    if rows is None:
        return None
    return rows.assign(
        log_cites=np.log(rows["cites"].where(rows["cites"] > 0)),
        log_capital=np.log(rows["capital"] / rows["employment"]),
        log_sales=np.log(rows["sales"]),
        log_research=np.log(rows["randd"].where(rows["randd"] > 0, 1)),
        log_before=np.log(rows["precites"].where(rows["precites"] > 0, 1)),
    )


def patents():
    """Patents and five lags of research of 346 firms, 1975 to 1979, a row a firm and year."""
    wide = paper("hall_griliches_hausman1986_patents", "patentsrd.csv")()
    if wide is None:
        return None
    years = [
        wide[["cusip", "logk", "scisect"]].assign(
            year=year, patents=wide[f"pat{year}"], **{f"research{lag}": wide[f"logr{year - lag}"] for lag in LAGS}
        )
        for year in HALL_YEARS
    ]
    return pd.concat(years, ignore_index=True)


def biochemists():
    """Articles of 915 biochemists in the last three years of their doctorate."""
    rows = paper("long1990_biochemists_productivity", "bioChemists.csv")()
    if rows is None:
        return None
    return rows.assign(fem=(rows["fem"] == "Women").astype(float), mar=(rows["mar"] == "Married").astype(float))


rossi = lifelines_data.load_rossi
leukemia = lifelines_data.load_leukemia
petersen = paper("petersen2009_clustering", "PetersenCL.csv")
admissions = paper("bickel1975_berkeley", "UCBAdmissions.csv")


def committees():
    """Bills of twenty committees, with the logarithm of their staff."""
    rows = statsmodels_data.committee.load_pandas().data
    return rows.assign(LOGSTAFF=np.log(rows["STAFF"]))


def health_insurance():
    """Visits to physicians."""
    return statsmodels_data.randhie.load_pandas().data


def teaching():
    """Grades of 32 students, some taught by a new method."""
    return statsmodels_data.spector.load_pandas().data


def nile():
    """The flow of the Nile, 1871 to 1970."""
    return statsmodels_data.nile.load_pandas().data["volume"].to_numpy(float)


def grunfeld():
    """Investment of eleven firms, 1935 to 1954."""
    return statsmodels_data.grunfeld.load_pandas().data


def wages():
    """Wages of 545 men, 1980 to 1987, where the package linearmodels is installed, else None."""
    try:
        from linearmodels.datasets import wage_panel
    except ImportError:
        return None
    return wage_panel.load()


def single(frame):
    """A frame whose decimals went through single precision, as Stata stores them."""
    return frame.astype(np.float32).astype(float)
