"""`python -m integrityrules`: the command line."""

from integrityrules.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
