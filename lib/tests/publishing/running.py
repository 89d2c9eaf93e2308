"""Runs as commands of their own, for tests that stop or limit them."""

# Little is imported ahead, so that the run is short and most of it is the work proper.
RUN = (
    "import sys; from engagement import cli; from engagement.publishing import crew;"
    "crew.STACK = crew.WORKER; sys.exit(cli.main(['run']))"
)
