"""`python -m engagement.cli` is `engagement`."""

import sys

from engagement.cli import main

sys.exit(main())
