"""Entry point of ./run: makes the package `tools` importable from any working folder."""

import os
import sys

sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from tools.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
