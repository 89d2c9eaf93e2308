"""What the process that kernels are forked from has imported: the packages that notebooks here spend their start on."""

import builtins
import contextlib
import gc
import os
import pkgutil
from importlib import import_module
from types import SimpleNamespace

from engagement import locations

STACK = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",  # this and the next four a kernel imports as it starts
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "matplotlib_inline.config",
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "pyarrow.dataset",
    "duckdb",
    "scipy.stats",
    "scipy.optimize",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "seaborn",
    "statsmodels.api",
    "statsmodels.formula.api",
    "networkx",
    "lifelines",
    "pandera.pandas",
    "pyfixest",
    "rapidfuzz",
    "yaml",
    "jinja2",
    "engagement.publishing.worker",
)

# pandas asks, as it is imported, whether it is in a kernel, and shows fewer columns of a wide table there.
builtins.get_ipython = lambda: SimpleNamespace(kernel=True)
import_module("pandas")
del builtins.get_ipython
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # the debugger warns of Python's own modules as it is imported
# Notebooks import the last for themselves, for each is told which of them it used; what these import in turn is there
# then, and they are compiled.
OWN = (
    f"engagement.{package}.{module.name}"
    for package in ("evidence", "measures", "views")
    for module in pkgutil.walk_packages([str(locations.library() / package)])
)
for name in (*STACK, *OWN):
    with contextlib.suppress(Exception):  # a notebook that needs it says so itself
        import_module(name)
import_module("engagement.publishing.warming").warm()
gc.freeze()  # what is there now is shared by all kernels; collecting garbage among it would copy it into each
