#!/bin/sh
# Prints the Python that the environment is made with: the newest one known to have wheels of everything, else any that is new enough.
for candidate in python3.13 python3.12 python3.11 python3 python python3.14; do
  found=$(command -v "$candidate" 2>/dev/null) || continue
  # Asked, not trusted: a version manager's placeholder is found and does not run, and some systems split venv off.
  if "$found" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
    printf '%s\n' "$found"
    exit 0
  fi
done
echo 'no Python 3.11 or newer with venv was found; name one: make PYTHON=/path/to/python3' >&2
exit 1
