"""Lets ``python -m feedserver`` do what the console script does."""

import sys

from feedserver.cli import main

if __name__ == "__main__":
    sys.exit(main())
