"""Papermill's way of executing a notebook, with a bound on what it may write out, and without what only takes time."""

import json
import signal

import zmq
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from nbformat.v4 import new_output
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines
from papermill.utils import merge_kwargs, remove_args
from traitlets import Type

NAME = "engagement"
MOST = 50 * 2**20
WRITES = ("stream", "display_data", "execute_result", "update_display_data", "error")
RETRY = 5  # milliseconds after which a client knocks again at a kernel that does not listen yet
SILENT = 0.01  # seconds without a word after which a kernel that has started has said all


class Stopped(Exception):
    """A notebook did what no report may, and ran no further; ``did`` says what, of the cell."""

    did = ""

    def __init__(self, cell_index):
        super().__init__(f"cell {cell_index + 1} {self.did}")
        self.cell_index = cell_index


class TooMuchOutput(Stopped):
    """A notebook wrote out more than a page can hold."""

    did = f"had written more than {MOST // 2**20} MB of output; print less, or show a table of the first rows"


class EndedItself(Stopped):
    """A notebook ended half-way, as if that were all of it."""

    did = "ended the notebook (sys.exit, exit or quit); the cells after it did not run"


class BoundedClient(PapermillNotebookClient):
    """Ends the kernel of a notebook that writes too much, before it fills memory and disk."""

    written = 0
    overflown = None

    def process_message(self, msg, cell, cell_index):
        """Keep an output, if there is room for it."""
        if msg["msg_type"] in WRITES:
            self.written += _size(msg["content"])
        if self.written > MOST:
            if self.overflown is None:
                self.overflown = cell_index
                self.km.provisioner.process.send_signal(signal.SIGKILL)
            return None
        return super().process_message(msg, cell, cell_index)

    def execute(self, **kwargs):
        """Execute the notebook."""
        try:
            return super().execute(**kwargs)
        except Exception as error:
            if self.overflown is not None:
                raise TooMuchOutput(self.overflown) from error
            raise


class PromptChannel(AsyncZMQSocketChannel):
    """What a kernel says; as it starts it is listened to for a time, which need not be a fifth of a second."""

    async def get_msg(self, timeout=None):
        """The next message; raises `queue.Empty` if none comes."""
        return await super().get_msg(timeout and min(timeout, SILENT))


class PromptClient(AsyncKernelClient):
    """A client that goes on as soon as its kernel is ready."""

    iopub_channel_class = Type(PromptChannel)

    def _context_default(self):
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, RETRY)
        return context


class BoundedEngine(NBClientEngine):
    """The engine of papermill with that client; it writes the notebook once, at the end, and not twice a cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, start_timeout=60, execution_timeout=None, **kwargs):
        """Execute a notebook that papermill has prepared."""
        given = remove_args(["input_path", "stdout_file", "stderr_file"], **kwargs)
        options = {"timeout": execution_timeout, "startup_timeout": start_timeout, "kernel_name": kernel_name}
        path, nb_man.output_path = nb_man.output_path, None
        try:
            return BoundedClient(nb_man, on_cell_executed=_look, **merge_kwargs(given, **options)).execute()
        finally:
            nb_man.output_path = path


def _look(cell, cell_index, execute_reply):
    """See what papermill does not: a notebook that ends itself, and an error whose message could not be sent.

    Papermill takes ``sys.exit()`` for success, and a kernel told to exit may still run a cell or two.
    """
    content = execute_reply["content"]
    told = any(output.output_type == "error" for output in cell.outputs)
    if content["status"] == "error" and not told and "ename" in content:
        cell.outputs.append(new_output("error", **{key: content[key] for key in ("ename", "evalue", "traceback")}))
    asked = any(one.get("source") == "ask_exit" for one in content.get("payload", []))
    if asked or (content.get("ename") == "SystemExit" and content.get("evalue") in ("", "0")):
        raise EndedItself(cell_index)


def _size(content):
    text = content.get("text")
    return len(text) if isinstance(text, str) else len(json.dumps(content, default=str))


papermill_engines.register(NAME, BoundedEngine)
