"""Kernels forked from a process that has imported the stack: a provisioner for whatever runs Jupyter kernels."""

import contextlib
import multiprocessing
import os
import signal
import sys
from importlib.metadata import EntryPoint

from jupyter_client.provisioning import LocalProvisioner

from engagement.publishing.forking import PLAIN, can_fork, context
from engagement.publishing.kernel import become

NAME = "engagement-warm"
LAUNCHER = ["-m", "ipykernel_launcher"]
WATCHES = "--IPKernelApp.parent_handle=1"  # ipykernel need not watch its parent, a forked kernel does by itself
STARTED = []  # kernels of this process
SOON = 1  # seconds within which a killed process has ended
AHEAD = []  # those forked ahead, each with the pipe on which it waits to be told what to be


def entry_point():
    """This provisioner as pyproject.toml names it, for a source tree that is not installed."""
    return EntryPoint(NAME, f"{__name__}:{WarmProvisioner.__name__}", "jupyter_client.kernel_provisioners")


def fork_ahead():
    """Fork a kernel that waits until one is asked for: a process can be forked safely only before it has threads."""
    if os.environ.get(PLAIN) or not can_fork():
        return
    ours, theirs = multiprocessing.Pipe()
    process = Forked(multiprocessing.get_context("fork").Process(target=_wait, args=(ours, theirs)))
    theirs.close()
    AHEAD.append((process, ours))


def _wait(ours, theirs):
    ours.close()
    with contextlib.suppress(EOFError):  # none was asked for
        become(*theirs.recv())


def ended():
    """Exit code of the last kernel this process started, negative for a signal; None where it runs or there is none."""
    return STARTED[-1].poll() if STARTED else None


def end_all():
    """End the kernels this process started, with all they forked."""
    for process in STARTED:
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()


class WarmProvisioner(LocalProvisioner):
    """Starts Python kernels by forking; others, and all where ``ENGAGEMENT_PLAIN_KERNELS`` is set, as programs.

    Any client of Jupyter can use it: by ``metadata.kernel_provisioner.provisioner_name`` of a kernel spec, or with
    ``JUPYTER_DEFAULT_PROVISIONER_NAME=engagement-warm`` in its environment.
    """

    async def launch_kernel(self, cmd, **kwargs):
        """Launch the kernel ``cmd`` stands for."""
        ours = cmd[1:3] == LAUNCHER and os.path.realpath(cmd[0]) == os.path.realpath(sys.executable)
        if not ours or os.environ.get(PLAIN) or not can_fork():
            started = [cmd[0], "-m", become.__module__, *cmd[3:]] if ours else cmd
            await super().launch_kernel(started, **kwargs)
        else:
            self.cwd = str(kwargs.get("cwd") or os.getcwd())
            environment = dict(kwargs.get("env") or os.environ)
            self.process = _forked([*cmd[3:], WATCHES], self.cwd, environment)
            self.pid = self.pgid = self.process.pid
        STARTED.append(self.process)
        return self.connection_info

    async def kill(self, restart=False):
        """End the kernel and see it end: whoever looks whether it has looks again only after a tenth of a second."""
        await super().kill(restart)
        if isinstance(self.process, Forked):
            self.process.wait(SOON)


def _forked(*arguments):
    """A kernel: the one forked ahead, or one from a server, which imports the stack when it is first asked."""
    if not AHEAD:
        return Forked(context().Process(target=become, args=arguments))
    process, pipe = AHEAD.pop()
    with pipe:
        pipe.send(arguments)
    return process


class Forked:
    """A process of ``multiprocessing`` with the face of one of ``subprocess``."""

    stdin = stdout = stderr = None

    def __init__(self, process):
        process.start()
        self.process, self.pid = process, process.pid

    @property
    def returncode(self):
        """Exit code, negative for a signal; None while it runs."""
        return self.process.exitcode

    def poll(self):
        """The exit code, if it has ended."""
        return self.process.exitcode

    def wait(self, timeout=None):
        """Wait for the end."""
        self.process.join(timeout)
        return self.process.exitcode

    def send_signal(self, signum):
        """Send a signal, to nobody if it has ended."""
        if self.poll() is None:
            os.kill(self.pid, signum)

    def terminate(self):
        """Ask to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """End at once."""
        self.send_signal(signal.SIGKILL)
