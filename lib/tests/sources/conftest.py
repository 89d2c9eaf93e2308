"""Country spellings for the tests of addresses."""

import pytest

from engagement.sources.country_names import CountryNames


@pytest.fixture
def names():
    return CountryNames(
        countries={"finland": "FI", "norway": "NO", "usa": "US", "georgia": "GE"},
        states={"ca": "US", "georgia": "US"},
        prefixes={"FIN-": "FI"},
        telephone={"47": "NO"},
    )
