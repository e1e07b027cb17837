"""Makes a virtual environment with what `pyproject.toml` asks for: `python scripts/setup_env.py .venv`.

Uses the standard library only, because nothing is installed yet. `durable_rules` is C source and comes last: where it cannot be
built, one line says so and everything but the monitor's Rete matcher works.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OPTIONAL = "durable_rules"


def main(folder: str) -> int:
    target = Path(folder)
    if not (target / "pyvenv.cfg").exists():
        venv.create(target, with_pip=True, upgrade_deps=False)
    python = target / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    wanted = list(requirements("dev"))
    needed = [line for line in wanted if not line.startswith(OPTIONAL)]
    if not pip(python, *needed) or not pip(python, "--no-deps", "-e", str(ROOT)):
        print("setup failed: pip could not install the packages above", file=sys.stderr)
        return 2
    for line in wanted:
        if line.startswith(OPTIONAL) and not pip(python, line, quiet=True):
            print(f"{OPTIONAL} was left out ({reason()}): the monitor uses its own matcher instead")
    return 0


def requirements(extra: str) -> Iterator[str]:
    """Yields the base requirements and those of an extra, with extras of this project that it names replaced by their lines."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    yield from project["dependencies"]
    yield from expand(project["optional-dependencies"], project["name"], extra)


def expand(extras: dict[str, list[str]], name: str, extra: str) -> Iterator[str]:
    for line in extras[extra]:
        own = re.fullmatch(rf"{name}\[([\w,\s-]+)\]", line)
        if own is None:
            yield line
        else:
            for inner in own.group(1).split(","):
                yield from expand(extras, name, inner.strip())


def pip(python: Path, *arguments: str, quiet: bool = False) -> bool:
    """Returns whether `pip install` of the arguments went well; `quiet` keeps a failed build's pages of output away."""
    command = [str(python), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, capture_output=quiet, check=False).returncode == 0


def reason() -> str:
    """Says why a C source distribution did not install, as far as can be told without reading the compiler's output."""
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    found = shutil.which(compiler) or shutil.which("cc") or shutil.which("gcc")
    return "its build failed" if found else "no C compiler was found"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
