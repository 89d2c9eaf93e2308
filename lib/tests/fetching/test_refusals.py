"""What is not what was asked for is refused, with address and remedy."""

import pytest

from .answering import LIST, PAGE, SIGN_IN, TEXT, document, failure, left, status, workbook


@pytest.mark.parametrize(("code", "says"), [(404, "there is no such file"), (403, "does not let us in"), (400, "400")])
def test_a_refusal_names_address_and_remedy_and_the_rest_goes_on(ask, server, code, says):
    server.says("/rfc/rfc9000.txt", status(code))
    server.says("/rfc/rfc9001.txt", document())
    said = failure(ask, "rfc-texts", "9000-9001")
    assert said.startswith("1 of 2 files not fetched:")
    assert f"{server.address}/rfc/rfc9000.txt: the server says {code}" in said
    assert says in said and "open the address in a browser" in said
    assert server.paths() == ["/rfc/rfc9000.txt", "/rfc/rfc9001.txt"]
    assert (ask.folder / "rfc9001.txt").exists()


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (status(200, SIGN_IN, Content_Type="text/html"), "a web page is offered in the place of an Excel workbook"),
        (status(200, SIGN_IN, Content_Type="application/zip"), "Sign in"),
        (status(200, workbook()[:60], length=False), "a cut or damaged workbook came"),
        (status(200, b"TDoc;Title\n"), "something else came in the place of an Excel workbook"),
        (status(200, b""), "nothing came"),
    ],
)
def test_what_is_no_workbook_is_refused(ask, server, answer, says):
    server.says(LIST, answer)
    assert says in failure(ask, "3gpp-ran1-tdocs", "110")
    assert left(ask) == ([], [])


@pytest.mark.parametrize(
    ("source", "items", "path", "body"),
    [
        ("ietf-attendees", "117", "/meeting/117/proceedings/attendees/", SIGN_IN),
        ("ietf-attendees", "117", "/meeting/117/proceedings/attendees/", b"Alder <table>"),
        ("rfc-index", None, "/rfc-index.txt", PAGE),
        ("rfc-index", None, "/rfc-index.txt", b"\0\1\2"),
        ("relaton-itu", None, "/relaton/relaton-data-itu/archive/refs/heads/main.tar.gz", b"Not Found"),
    ],
)
def test_what_is_of_another_kind_is_refused(ask, server, source, items, path, body):
    server.says(path, status(200, body))
    assert "came in the place of" in failure(ask, source, items)
    assert left(ask) == ([], [])


@pytest.mark.parametrize(
    ("length", "says"), [(True, "200,000 bytes are announced"), (False, "more has come")], ids=["announced", "silent"]
)
def test_a_file_beyond_the_limit_is_refused(ask, server, project, length, says):
    project.edit("data/reference/fetch_sources.yml", "most_megabytes: 30", "most_megabytes: 0.1")
    server.says("/rfc-index.txt", status(200, TEXT[:200_000].ljust(200_000), length=length))
    said = failure(ask, "rfc-index")
    assert says in said and "at most 100,000 bytes" in said and "raise most_megabytes of rfc-index" in said
    assert left(ask) == ([], [])


def test_an_endless_file_is_left_at_the_limit(ask, server, project):
    project.edit("data/reference/fetch_sources.yml", "most_megabytes: 30", "most_megabytes: 0.1")
    sent = []

    def endless(handler):
        status(200, length=False)(handler)
        try:
            for _ in range(1000):
                handler.wfile.write(b"x" * 100_000)
                sent.append(100_000)
        except OSError:
            server.done.set()

    server.says("/rfc-index.txt", endless)
    assert "more has come" in failure(ask, "rfc-index")
    assert server.done.wait(5) and sum(sent) < 50_000_000
