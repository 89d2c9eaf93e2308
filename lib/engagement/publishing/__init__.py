"""Plan, kernels, runner, pages, site."""

import importlib
import sys

GRAMMAR = "rfc3987_syntax"

# What checks notebooks would read, as it is imported, a grammar of addresses with letters of all languages, which takes
# two seconds of every start; no notebook has such a field.
if not {"jsonschema", GRAMMAR} & sys.modules.keys():
    sys.modules[GRAMMAR] = None
    importlib.import_module("jsonschema")
    del sys.modules[GRAMMAR]
