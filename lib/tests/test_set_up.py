"""pyproject.toml, constraints.txt and environment.yml install the same, and everything is pinned."""

import re
import tomllib
from importlib.metadata import distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[2]
PROJECT = tomllib.loads((CHECKOUT / "lib/pyproject.toml").read_text())
PINS = {
    canonicalize_name(requirement.name): requirement
    for line in (CHECKOUT / "lib/constraints.txt").read_text().splitlines()
    if line and not line.startswith("#")
    for requirement in [Requirement(line)]
}


def test_every_constraint_is_one_exact_version():
    for requirement in PINS.values():
        assert [specifier.operator for specifier in requirement.specifier] == ["=="]
        assert "*" not in str(requirement.specifier)
        assert requirement.url is None


def test_whatever_the_project_asks_for_is_pinned():
    extras = PROJECT["project"]["optional-dependencies"].values()
    asked = [*PROJECT["project"]["dependencies"], *(name for extra in extras for name in extra)]
    assert {canonicalize_name(Requirement(name).name) for name in asked} <= set(PINS)
    (backend,) = PROJECT["build-system"]["requires"]
    assert backend == str(PINS["flit-core"])


def test_what_is_installed_are_the_pinned_versions():
    own = {"engagement", "pip", "setuptools", "wheel"}
    installed = {canonicalize_name(found.name): found.version for found in distributions()}
    assert {name: version for name, version in installed.items() if name not in own} == {
        name: PINS[name].specifier.__str__().removeprefix("==") for name in installed if name not in own
    }


def test_conda_users_get_the_same_python_and_the_same_versions():
    environment = yaml.safe_load((CHECKOUT / "environment.yml").read_text())
    python = next(part for part in environment["dependencies"] if isinstance(part, str) and part.startswith("python="))
    assert SpecifierSet(PROJECT["project"]["requires-python"]).contains(python.removeprefix("python=") + ".0")
    (pip,) = [part["pip"] for part in environment["dependencies"] if isinstance(part, dict)]
    assert pip == ["-c lib/constraints.txt", "-e ./lib[test]"]


@pytest.mark.parametrize("file", ["lib/constraints.txt", "lib/pyproject.toml", "environment.yml", "Makefile"])
def test_no_address_is_named(file):
    assert not re.search(r"https?://|--index-url|--find-links|channels", (CHECKOUT / file).read_text())


def test_a_bare_make_lists_every_command():
    makefile = (CHECKOUT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.M))
    described = set(re.findall(r"^([a-z-]+):.*## ", makefile, re.M))
    assert targets == described
