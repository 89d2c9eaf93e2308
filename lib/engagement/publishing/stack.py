"""What the process that kernels are forked from has imported: the packages that notebooks here spend their start on."""

import builtins
import contextlib
import gc
import os
from importlib import import_module
from types import SimpleNamespace

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
for name in STACK:
    with contextlib.suppress(ImportError):  # a notebook that needs it says so itself
        import_module(name)
import_module("engagement.publishing.warming").warm()
gc.freeze()  # what is there now is shared by all kernels; collecting garbage among it would copy it into each
