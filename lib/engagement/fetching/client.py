"""Polite requests: one at a time, with pauses, retries that back off, and no redirect to a stranger.

``robots.txt`` is not read: it is for programs that find addresses by following links. This one asks for the addresses
of one table, for the items a person named, and follows no link.
"""

import logging
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import requests
from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter
from urllib3.exceptions import NameResolutionError, ReadTimeoutError

from engagement import __version__
from engagement.errors import EngagementError

AGENT = f"engagement/{__version__} (statistics of standards work; asks for single files, slowly)"
ATTEMPTS, FIRST_WAIT, MOST_WAIT = 5, 1, 60  # waits in seconds, doubling, with up to one second of jitter
MOST_PATIENCE = 300  # seconds a server may ask us to wait
MOST_REDIRECTS = 5
GOOD = (200, 206, 304, 416)
LATER = "run the same command again later: what has come stays, and it goes on from there"
BY_HAND = "open the address in a browser, and save what it shows by hand if it can be seen there"
MOVED = f"check the items, and {BY_HAND}; if the address has changed, correct data/reference/fetch_sources.yml"
_log = logging.getLogger("engagement.fetching")


class Unfetched(EngagementError):
    """A file that cannot be fetched.

    Attributes
    ----------
    address, reason, remedy : str
    ends_the_list : bool
        Whether asking for further files is of no use now.
    """

    ends_the_list = False

    def __init__(self, address, reason, remedy):
        self.address, self.reason, self.remedy = address, reason, remedy
        super().__init__(f"{address}: {reason}; {remedy}")


class Passing(Unfetched):
    """A failure that may pass; ``after`` is how many seconds the server asks us to wait, None if it does not say."""

    def __init__(self, address, reason, after=None):
        self.after = after
        super().__init__(address, reason, LATER)


class Unreachable(Passing):
    """No connection at all."""

    ends_the_list = True


class ComeBackLater(Unfetched):
    """The server asks for more patience than a command should have."""

    ends_the_list = True


class Client:
    """Asks servers, politely.

    Parameters
    ----------
    sleep, clock : callable
        In the place of ``time.sleep`` and ``time.monotonic``, so that tests need not wait.
    timeout : float
        Seconds without a byte after which a request is given up.
    """

    def __init__(self, sleep=time.sleep, clock=time.monotonic, timeout=60):
        self._sleep, self._clock, self._timeout = sleep, clock, timeout
        self._free = {}
        self._session = requests.Session()
        # Bytes as they are on the server: a part of a file must fit the rest of it.
        self._session.headers.update({"User-Agent": AGENT, "Accept-Encoding": "identity"})
        self._session.auth = lambda request: request  # passwords in ~/.netrc are for other programs
        self._session.get_redirect_target = lambda response: None  # where a redirect may lead is judged here

    def patiently(self, attempt):
        """Call ``attempt`` until it succeeds, with growing pauses; failures that do not pass are raised at once."""
        retrying = Retrying(
            retry=retry_if_exception_type(Passing), stop=stop_after_attempt(ATTEMPTS), wait=_pause, sleep=self._sleep,
            before_sleep=_tell, reraise=True,
        )  # fmt: skip
        return retrying(attempt)

    @contextmanager
    def get(self, wanted, headers):
        """Ask for a file.

        Parameters
        ----------
        wanted : Wanted
        headers : dict of str to str

        Yields
        ------
        requests.Response
            With status 200, 206, 304 or 416 and its body still to be read.

        Raises
        ------
        Unfetched
            For any other answer, for none, and for a redirect that leads elsewhere. ``Passing`` where it
            is worth asking again; also for a connection that breaks while the body is read.
        """
        try:
            with self._follow(wanted, headers) as response:
                yield response
        except requests.RequestException as error:
            raise self._failure(wanted.address, error) from error

    def _follow(self, wanted, headers):
        address = wanted.address
        for _ in range(MOST_REDIRECTS + 1):
            self._keep_distance(address, wanted.source.delay)
            response = self._session.get(
                address, headers=headers, timeout=self._timeout, stream=True, allow_redirects=False
            )
            if not response.is_redirect:
                _refuse_failures(response, address)
                return response
            response.close()
            address = _next(wanted, address, response.headers["Location"])
        raise Unfetched(wanted.address, f"it redirects more than {MOST_REDIRECTS} times", BY_HAND)

    def _keep_distance(self, address, delay):
        host = urlsplit(address).netloc
        wait = self._free.get(host, 0) - self._clock() if host in self._free else 0
        if wait > 0:
            self._sleep(wait)
        self._free[host] = self._clock() + delay

    def _failure(self, address, error):
        cause = error.args[0] if error.args else error
        cause = getattr(cause, "reason", cause)
        if isinstance(error, requests.Timeout) or isinstance(cause, ReadTimeoutError):
            return Passing(address, f"no answer within {self._timeout:g} seconds")
        if isinstance(error, requests.exceptions.SSLError):
            return Unfetched(
                address,
                f"its certificate cannot be verified ({cause})",
                "check the clock and the proxy of this machine",
            )
        if isinstance(cause, NameResolutionError):
            return Unreachable(address, "its host is not found: there is no network, or no such host")
        if isinstance(error, requests.exceptions.ChunkedEncodingError) or "aborted" in str(cause):
            return Passing(address, "the connection was cut")
        if isinstance(error, requests.ConnectionError):
            return Unreachable(address, f"no connection ({str(cause).rpartition(': ')[2]})")
        return Unfetched(address, f"its answer cannot be read ({cause})", BY_HAND)


def _next(wanted, address, location):
    """Where a redirect leads, if a request may go there."""
    try:
        address = urljoin(address, location)
    except ValueError:
        address = location
    if not address.startswith(tuple(f"{origin}/" for origin in wanted.origins)):
        raise Unfetched(
            wanted.address,
            f"it redirects to {address}, outside of {', '.join(sorted(wanted.origins))}",
            f"nothing was asked there; {MOVED}",
        )
    return address


def _refuse_failures(response, address):
    status = response.status_code
    if status in GOOD:
        return
    response.close()
    said = f"the server says {status} {response.reason or ''}".rstrip()
    if status in (404, 410):
        raise Unfetched(address, f"{said}: there is no such file", MOVED)
    if status in (401, 403):
        raise Unfetched(address, f"{said}: it does not let us in", BY_HAND)
    if status != 429 and status < 500:
        raise Unfetched(address, said, MOVED)
    after = _asked_wait(response.headers.get("Retry-After"))
    if after is not None and after > MOST_PATIENCE:
        raise ComeBackLater(address, f"{said}, and to wait for {after / 60:,.0f} minutes", LATER)
    raise Passing(address, said, after)


def _asked_wait(said):
    """Seconds from a Retry-After header, which holds seconds or a date; None without one that can be read."""
    if not said:
        return None
    if said.strip().isdecimal():
        return int(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None


_back_off = wait_exponential_jitter(initial=FIRST_WAIT, max=MOST_WAIT, jitter=1)


def _pause(state):
    after = getattr(state.outcome.exception(), "after", None)
    return _back_off(state) if after is None else after


def _tell(state):
    error = state.outcome.exception()
    _log.warning("%s: %s; asking again in %.0f seconds", error.address, error.reason, state.next_action.sleep)
