"""The built wheel: that it holds the law and the types, and works where the repository is not.

Built offline with the hatchling of the environment; nothing is downloaded.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from shared_material import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", build, str(folder)], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns a folder with the wheel's content, as an installation would lay it out."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run_installed(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Runs Python in an empty place where the wheel's content comes before any checkout."""
    elsewhere = installed.parent
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    return subprocess.run([sys.executable, *arguments], cwd=elsewhere, env=environment, capture_output=True, text=True, check=False)


def test_wheel_holds_every_file_of_the_law(installed: Path) -> None:
    """Every file under rulesets/ is in the wheel, byte for byte, and nothing else is there."""
    law = {p.relative_to(REPOSITORY / "rulesets"): p.read_bytes() for p in (REPOSITORY / "rulesets").rglob("*") if p.is_file()}
    packed = installed / "integrityrules" / "_rulesets"
    assert law
    assert {p.relative_to(packed): p.read_bytes() for p in packed.rglob("*") if p.is_file()} == law


def test_wheel_is_typed_and_holds_no_tests(installed: Path) -> None:
    """The wheel carries py.typed and the licence, and neither tests nor scripts."""
    assert (installed / "integrityrules" / "py.typed").exists()
    assert list(installed.glob("*.dist-info/licenses/LICENSE"))
    assert {path.name for path in installed.iterdir() if not path.name.endswith(".dist-info")} == {"integrityrules"}


def test_installed_wheel_evaluates(installed: Path) -> None:
    """An engine loads from the wheel's own rulesets, without the repository."""
    text = "import integrityrules; print(integrityrules.__file__); integrityrules.load_engine(); print('loaded')"
    done = run_installed(installed, "-c", text)
    assert done.returncode == 0, done.stderr
    place, loaded = done.stdout.splitlines()
    assert Path(place).is_relative_to(installed)
    assert loaded == "loaded"


def test_installed_wheel_has_the_command(installed: Path) -> None:
    """`python -m integrityrules --help` answers from the wheel, as the console script does."""
    done = run_installed(installed, "-m", "integrityrules", "--help")
    assert done.returncode == 0, done.stderr
    assert "audit" in done.stdout


def test_base_dependencies_stay_few() -> None:
    """The base install is five packages; everything else is an extra, and `all` names every extra but `dev`."""
    names = {line.split(">=")[0].split(";")[0] for line in PROJECT["dependencies"]}
    assert names == {"pydantic", "pyyaml", "structlog", "lark", "durable_rules"}
    extras = set(PROJECT["optional-dependencies"])
    assert extras == {"batch", "report", "sign", "postgres", "spark", "service", "all", "dev"}
    assert PROJECT["optional-dependencies"]["all"] == [f"integrityrules[{','.join(sorted(extras - {'all', 'dev'}))}]"]
