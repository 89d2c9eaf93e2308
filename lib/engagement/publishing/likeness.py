"""What must be the same on every machine for a report to come out the same, and what is not."""

import hashlib
import platform
from functools import cache
from importlib.metadata import distributions

from engagement import locations

INSTALLERS = ("pip", "setuptools", "wheel")
NAMED = 5  # packages told by name


@cache
def likeness():
    """Python, kind of machine, digest of this library, and versions of all packages.

    Returns
    -------
    dict
    """
    total, library = hashlib.sha256(), locations.library()
    for path in sorted(path for path in library.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        total.update(path.relative_to(library).as_posix().encode() + b"\0" + path.read_bytes())
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": platform.machine(),
        "library": total.hexdigest(),
        "packages": {one.name: one.version for one in distributions() if one.name not in INSTALLERS},
    }


def differences(here, there):
    """What of two machines differs, in words, with what to do about it.

    Returns
    -------
    list of str
        Empty where reports come out the same.
    """
    found = []
    if here["python"] != there["python"]:
        found.append(f"{there['python']} there, {here['python']} here; install the same Python")
    if here["machine"] != there["machine"]:
        found.append(f"a machine of kind {there['machine']} there, {here['machine']} here; use machines of one kind")
    if here["library"] != there["library"]:
        found.append(
            "another state of the library `engagement`; put the same checkout on both and start the worker again"
        )
    packages = [
        f"{name} {there['packages'].get(name, 'not')} there, {here['packages'].get(name, 'not')} here"
        for name in sorted(here["packages"].keys() | there["packages"].keys(), key=str.lower)
        if here["packages"].get(name) != there["packages"].get(name)
    ]
    if packages:
        more = f" and {len(packages) - NAMED} more" if len(packages) > NAMED else ""
        found.append(
            f"other packages ({', '.join(packages[:NAMED])}{more}); install the same on both, "
            'as by `pip install -c lib/constraints.txt -e "lib[cluster]"`, and start the worker again'
        )
    return found
