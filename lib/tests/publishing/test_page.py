import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagement.publishing.page import foreign


@pytest.mark.parametrize(
    "load",
    [
        '<img src="https://example.org/a.png">',
        '<script src="//example.org/a.js"></script>',
        '<link rel="stylesheet" href="a.css">',
        '<iframe src="http://example.org"></iframe>',
        '<picture><source srcset="a.svg"></picture>',
        "<style>@import 'a.css'</style>",
        "<style>p { background: url(https://example.org/a.png) }</style>",
        '<p style="background: url(a.png)">',
        '<svg><image href="a.png"/></svg>',
    ],
)
def test_what_loads_from_elsewhere_is_found(load):
    assert len(foreign(f"<html><body>{load}</body></html>")) == 1


@given(st.sampled_from(["img", "source"]), st.text("abcABC0123456789+/=", min_size=1))
def test_what_the_page_holds_itself_is_not(name, content):
    attribute = "src" if name == "img" else "srcset"
    assert foreign(f'<{name} {attribute}="data:image/png;base64,{content}">') == []


def test_a_link_to_follow_is_no_load():
    assert foreign('<a href="https://example.org">a</a>') == []
