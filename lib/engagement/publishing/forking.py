"""How processes are started here: forked from one that has imported the stack, where that is safe."""

import multiprocessing
import sys

STACK, WORKER = "engagement.publishing.stack", "engagement.publishing.worker"
PLAIN, SOCKETS = "ENGAGEMENT_PLAIN_KERNELS", "ENGAGEMENT_SOCKETS"
# Several threads add up in an order of their own, which moves the last digits; sets are in the order of their hashes;
# matplotlib reads its backend when it is imported, which a forked kernel no longer does.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "NUMBA_NUM_THREADS")
REPRODUCIBLE = {
    **dict.fromkeys(THREADS, "1"),
    "PYTHONHASHSEED": "0",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}
LEAN = {"ARROW_DEFAULT_MEMORY_POOL": "system"}  # what held a table is given back as the table goes


def can_fork():
    """Whether kernels can be forked here: not on Windows, and on macOS not safely after imports."""
    return sys.platform not in ("win32", "darwin") and "forkserver" in multiprocessing.get_all_start_methods()


def context(preload=STACK):
    """A ``multiprocessing`` context whose processes are forked from one server, which imports what they need once."""
    if not can_fork():
        return multiprocessing.get_context("spawn")
    forking = multiprocessing.get_context("forkserver")
    forking.set_forkserver_preload([preload])
    return forking
