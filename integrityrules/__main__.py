"""`python -m integrityrules`: the command line."""

from integrityrules.cli import main

raise SystemExit(main())
