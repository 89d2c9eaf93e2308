"""The command `engagement`: tables, reports and their sources, from the shell."""

import sys

from engagement.cli.parser import parser
from engagement.errors import EngagementError


def main(arguments=None):
    """Run one command; the exit code is 0 where all went well, 1 where part of it failed, 2 for unusable input."""
    options = parser().parse_args(arguments)
    try:
        return options.command(options)
    except EngagementError as error:
        print(f"engagement: {error}", file=sys.stderr)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"engagement: {where}{error.strerror or error}; mend that and run again", file=sys.stderr)
    except KeyboardInterrupt:
        print("engagement: stopped; what was published before is still in place", file=sys.stderr)
        return 130
    return 2
