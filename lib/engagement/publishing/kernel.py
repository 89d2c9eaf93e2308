"""A Python kernel for a report: it bounds its memory, and tells what of the project it used."""

import atexit
import gc
import json
import os
import random
import sys
import tempfile
import threading
from multiprocessing import connection, parent_process
from pathlib import Path

from engagement import locations
from engagement.publishing.confining import confine

OWN = "engagement"
PART = f"{OWN}."
TRACE, MEMORY, LOG = "ENGAGEMENT_TRACE", "ENGAGEMENT_MEMORY", "ENGAGEMENT_KERNEL_LOG"
SCRATCH = "ENGAGEMENT_SCRATCH"
DRAWING = "matplotlib_inline.backend_inline"
MEGABYTE = 2**20
# New objects, and rounds, after which what is no longer needed is looked for; to look at every 700, as Python does,
# took a tenth of the time of figures and tables.
COLLECTED = (50_000, 20, 20)


def become(arguments, folder, environment):
    """Turn this process, forked from one that has imported the stack, into a kernel.

    Parameters
    ----------
    arguments : list of str
        Of ``ipykernel_launcher``.
    folder : str
        The working folder.
    environment : dict of str to str
        All variables, as a kernel of its own would have been started with.
    """
    os.setsid()  # a group of its own, so that what it forks ends with it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if LOG in environment:
        _say_into(environment[LOG])
    sys.argv = ["ipykernel_launcher", *arguments]
    _draw_anew()
    try:
        run(arguments)
    finally:
        atexit.unregister(_application().close)  # it now and then waits for a thread that waits for one it has ended
        atexit._run_exitfuncs()  # a forked process ends without; packages clean up there


def run(arguments):
    """Be a kernel until asked to end."""
    from ipykernel import compiler

    said = os.path.join(tempfile.gettempdir(), "ipykernel")  # in warnings
    compiler.get_tmp_directory = lambda *_: said
    for name in [name for name in sys.modules.copy() if name == OWN or name.startswith(f"{OWN}.")]:
        del sys.modules[name]  # the notebook imports what it uses, and only that counts as used
    gc.set_threshold(*COLLECTED)
    sys.modules.pop(DRAWING, None)  # it hooks itself into the kernel as it is imported; without one, plots are lost
    _bound_memory(os.environ.pop(MEMORY, None))
    application = _application()
    application.initialize(arguments)
    if os.environ.get(SCRATCH):
        _keep_to(os.environ.pop(SCRATCH), os.environ.get(TRACE))
    if os.environ.get(TRACE):
        used = Used(os.environ[TRACE], os.environ["ENGAGEMENT_HOME"])
        application.shell.events.register("post_run_cell", used.tell)
    application.start()


def _application():
    from ipykernel.kernelapp import IPKernelApp

    return IPKernelApp.instance()


class Used:
    """Tells the trace, after each cell, of modules and files of ours and of the project that were not told of before.

    Parameters
    ----------
    trace : path-like
        Gets a line of JSON for each.
    home : path-like
        The project; files elsewhere, but for those of this library, are none of its inputs.
    """

    def __init__(self, trace, home):
        self.trace, self.home = Path(trace), f"{home}{os.sep}"
        self.library = f"{locations.library()}{os.sep}"  # may lie elsewhere, on every machine at another place
        self.told, self.seen, self.opened = set(), set(), set()
        sys.addaudithook(self._audit)

    def tell(self, *_):
        """Write what is new."""
        # Copies, made in one step each: other threads, and what collecting garbage sets off, import and open meanwhile.
        held, opened = sys.modules.copy(), self.opened.copy()
        names, self.seen = held.keys() - self.seen, self.seen | held.keys()
        ours = {name: held[name] for name in names if name == OWN or name.startswith(PART)}
        modules = {("module", name): getattr(module, "__file__", None) for name, module in ours.items()}
        found = {key: path for key, path in modules.items() if path} | {self._key(path): path for path in opened}
        fresh = sorted(found.keys() - self.told)
        self.told.update(fresh)
        if fresh:
            with open(self.trace, "a", encoding="utf-8") as file:
                file.writelines(json.dumps({kind: name, "path": found[kind, name]}) + "\n" for kind, name in fresh)

    def _key(self, path):
        if path.startswith(self.library):
            return "part", path.removeprefix(self.library)
        return "opened", path

    def _audit(self, event, arguments):
        if event != "open" or not isinstance(arguments[0], (str, os.PathLike)):
            return
        path, flags = os.path.abspath(os.fsdecode(arguments[0])), arguments[2]
        writes = (flags or 0) & (os.O_WRONLY | os.O_RDWR)
        if path.startswith((self.home, self.library)) and not path.endswith((".py", ".pyc")) and not writes:
            self.opened.add(path)


def _keep_to(scratch, trace):
    """Write to a temporary folder of its own and nowhere else: the project's files must outlive any notebook."""
    os.environ["TMPDIR"], tempfile.tempdir = scratch, None
    if trace:
        Path(trace).touch()
    confine([scratch], [trace] if trace else [])


def memory_taken():
    """Bytes of data this process may write to; None where the system does not say."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmData:")), None)


def _bound_memory(megabytes):
    """Let a kernel take so much beyond what it starts with: heap and private writable memory, not files mapped."""
    taken = memory_taken()
    if not megabytes or taken is None:
        return
    import resource

    limit = taken + int(megabytes) * MEGABYTE
    resource.setrlimit(resource.RLIMIT_DATA, (limit, resource.getrlimit(resource.RLIMIT_DATA)[1]))


def _draw_anew():
    """Generators without a seed must not draw the same in every kernel."""
    import numpy

    random.seed()
    numpy.random.seed()


def _say_into(log):
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(file, stream)
    os.close(file)


def _end_with_parent():
    """End, with all that was forked here, once whoever asked for this kernel is gone."""
    import signal

    connection.wait([parent_process().sentinel])
    os.killpg(0, signal.SIGKILL)


if __name__ == "__main__":
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]  # as ipykernel_launcher does
    run(sys.argv[1:])
