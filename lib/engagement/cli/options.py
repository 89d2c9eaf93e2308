"""Kinds of values that several commands take."""

import argparse
import re

CLUSTER = re.compile(r"(tcp|tls|ws|wss|ucx)://(\[[0-9A-Fa-f:.]+\]|[^\s:/@]+):\d{1,5}")


def count(text):
    """A whole number from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(text)


def cluster(text):
    """The address of a cluster's scheduler, as Dask tells it."""
    if not CLUSTER.fullmatch(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no address of a scheduler, such as tcp://HOST:8786")
    return text
