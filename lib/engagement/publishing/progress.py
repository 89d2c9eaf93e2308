"""How far a run has come: done, running, failed, time left."""

import contextlib
import re
import sys
import time

from tqdm import tqdm

from engagement.characters import visible

BREAKS = re.compile(r"\s*[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


class Progress:
    """Tells of reports on standard error: a line each, and on a terminal a bar.

    Parameters
    ----------
    expected : dict of str to float
        Seconds each report is expected to take.
    workers : int
        How many are made at a time.
    """

    def __init__(self, expected, workers):
        self.expected, self.workers = expected, workers
        self.running, self.failed, self.left = {}, 0, set(expected)
        self.bar = tqdm(total=len(expected), unit="report", desc="reports", file=sys.stderr, disable=None,
                        bar_format="{desc} {n_fmt}/{total_fmt} |{bar:20}| {elapsed}{postfix}")  # fmt: skip

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with contextlib.suppress(OSError):  # a terminal that is closed
            self.bar.close()

    def begin(self, fresh, refused):
        """Say how many need nothing, and which cannot run at all."""
        if fresh:
            self.say(f"  {len(fresh)} fresh: {', '.join(fresh)}")
        self.left -= set(fresh)
        self.bar.update(len(fresh))
        for id, failure in refused.items():
            self.end(id, failure)

    def start(self, id):
        """A report has begun."""
        self.running[id] = time.monotonic()
        self._show()

    def end(self, id, outcome):
        """A report has ended, as the outcome says; none where it turned out fresh."""
        self.running.pop(id, None)
        self.left.discard(id)
        reason = outcome and outcome["reason"]
        self.failed += bool(reason)
        took = f" ({outcome['seconds']:.1f} s)" if outcome else ""
        self.say(f"  {id}: {f'FAILED, {reason}' if reason else 'ok' if outcome else 'fresh'}{took}")
        self.bar.update()
        self._show()

    @property
    def seconds_left(self):
        """As last time's durations have it."""
        now = time.monotonic()
        spent = sum(min(now - since, self.expected[id]) for id, since in self.running.items())
        return (sum(self.expected[id] for id in self.left) - spent) / self.workers

    def _show(self):
        failed = f", {self.failed} failed" if self.failed else ""
        running = f", running {', '.join(self.running)}" if self.running else ""
        self.bar.set_postfix_str(f"about {max(0, self.seconds_left):.0f} s left{failed}{running}".strip())

    def say(self, line):
        """Say something on a line of its own, which stays one whatever a notebook's error has in it."""
        self.bar.write(visible(BREAKS.sub(" ", line)), file=sys.stderr)
