"""The house: which room may import which, what the core may not touch, and where each third-party package lives.

Reads the source as trees; imports nothing of it except in the last tests, which look at what `import integrityrules` brings along.
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from shared_material import REPOSITORY

PACKAGE = REPOSITORY / "integrityrules"

# A room imports itself and the rooms above it. `ruletests` stands after the engine: docs/decisions/0005.
ROOMS = (
    "errors", "facts", "language", "rulebook", "decide", "engine", "library", "logs", "ruletests", "tables", "trail", "batch", "monitor",
    "intake", "report", "service", "cli",
)  # fmt: skip
CORE = ("errors", "facts", "language", "rulebook", "decide", "engine")

# Each third-party package, and stateful parts of the standard library, have one home: a room, or one module of it. Databases have two:
# SQLite keeps two kinds of files that must survive a crash (docs/decisions/0023), an input is read from PostgreSQL (0020).
HOMES = {
    "pydantic": "facts",
    "pydantic_core": "facts",
    "lark": "language",
    "yaml": "rulebook.yaml_door",
    "structlog": "logs",
    "python_calamine": "tables",
    "xlsxwriter": "tables",
    "sqlite3": "trail monitor.store",
    "cryptography": "trail",
    "orjson": "trail.canonical",
    "psycopg": "trail batch.stage.postgres",
    "duckdb": "batch",
    "pyspark": "batch",
    "sqlglot": "batch",
    "durable": "monitor",
    "fastapi": "service",
    "starlette": "service",
    "uvicorn": "service",
    "argparse": "cli",
}

NOT_IN_CORE = {
    "asyncio", "fcntl", "glob", "http", "importlib", "logging", "multiprocessing", "os", "pathlib", "random", "secrets", "shutil",
    "signal", "socket", "sqlite3", "structlog", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
}  # fmt: skip
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow")}
DEMANDING = {
    "cryptography", "duckdb", "durable", "fastapi", "openpyxl", "psycopg", "pyspark", "python_calamine", "sqlglot", "sqlite3", "uvicorn",
    "xlsxwriter",
}  # fmt: skip


@cache
def sources() -> dict[str, ast.Module]:
    """Returns every module of the package by its dotted name below `integrityrules`; the root is the empty name."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Yields each dotted name a module imports, wherever in it, with the line."""
    for node in ast.walk(sources()[module]):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}:{node.lineno} imports relatively; write the whole name"
            names = [alias.name for alias in node.names] if node.module == "integrityrules" else []
            yield from ((f"integrityrules.{name}", node.lineno) for name in names)
            if not names:
                yield node.module or "", node.lineno


def room(module: str) -> str:
    return module.split(".")[0]


def modules(*rooms: str) -> list[str]:
    return [name for name in sources() if room(name) in rooms]


def lives_in(module: str, homes: str) -> bool:
    """Tells whether a module is one of some homes, named with spaces between, or lies in one."""
    return any(module == home or module.startswith(home + ".") for home in homes.split())


def test_every_module_stands_in_a_room_of_the_design() -> None:
    """Nothing lies beside the rooms; the root and `python -m integrityrules` hold no logic of their own."""
    assert {room(name) for name in sources()} - {"", "__main__"} <= set(ROOMS)


def test_arrows_between_rooms_go_one_way() -> None:
    """A room imports only itself and rooms above it, and never the root, which imports them."""
    wrong = []
    for module in modules(*ROOMS):
        for name, line in imports(module):
            if not name.startswith("integrityrules"):
                continue
            target = room(name.removeprefix("integrityrules").lstrip("."))
            if target not in ROOMS or ROOMS.index(target) > ROOMS.index(room(module)):
                wrong.append(f"{module}:{line} imports {name}")
    assert wrong == []


def test_third_party_packages_have_one_home_each() -> None:
    """What is not in the standard library is imported in its home only, so that it can be replaced there."""
    wrong = []
    for module in sources():
        for name, line in imports(module):
            package = name.split(".")[0]
            home = HOMES.get(package)
            foreign = package not in sys.stdlib_module_names and package != "integrityrules"
            if (foreign or home) and not lives_in(module, home or ""):
                wrong.append(f"{module}:{line} imports {package}, whose home is {home}")
    assert wrong == []


def test_core_touches_nothing_outside() -> None:
    """The core imports nothing that opens, waits, logs, draws lots or reads a clock."""
    wrong = [
        f"{module}:{line} imports {name}"
        for module in modules(*CORE)
        for name, line in imports(module)
        if name.split(".")[0] in NOT_IN_CORE
    ]
    assert wrong == []


def test_core_calls_no_file_no_screen_and_no_clock() -> None:
    """The core never calls open, print or input, nor asks what day it is."""
    wrong = []
    for module in modules(*CORE):
        for node in ast.walk(sources()[module]):
            if not isinstance(node, ast.Call):
                continue
            if isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input"}:
                wrong.append(f"{module}:{node.lineno} calls {node.func.id}")
            if isinstance(node.func, ast.Attribute) and (ast.unparse(node.func.value).split(".")[-1], node.func.attr) in CLOCKS:
                wrong.append(f"{module}:{node.lineno} reads the clock")
    assert wrong == []


def test_text_becomes_code_in_one_place() -> None:
    """Only the code generator runs text as Python, and that text is written from a checked tree, never taken from an author."""
    wrong = [
        f"{module}:{node.lineno}"
        for module in sources()
        if not lives_in(module, "language.generate")
        for node in ast.walk(sources()[module])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"eval", "exec", "__import__"}
    ]
    assert wrong == []


def test_files_hold_one_idea() -> None:
    """No module outgrows 400 lines: the limit after which it holds a second idea."""
    long = {
        str(path.relative_to(REPOSITORY)): n for path in PACKAGE.rglob("*.py") if (n := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_every_module_says_what_lives_there() -> None:
    """Every module that holds code opens with a docstring."""
    assert [name for name, tree in sources().items() if tree.body and ast.get_docstring(tree) is None] == []


def run_python(text: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Runs text in a new interpreter that finds the package of this checkout."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run([sys.executable, "-c", text], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    text = (
        "import sys, threading, integrityrules\n"
        "state = {'modules': sorted({name.split('.')[0] for name in sys.modules}), 'threads': threading.active_count()}\n"
        "import json; sys.stderr.write('STATE' + json.dumps(state))"
    )
    return run_python(text, tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """Uses every public name and evaluates a dossier, then tells what that brought along."""
    text = (
        "import sys, threading\n"
        "from integrityrules import *\n"
        "load_engine().evaluate(Dossier(as_of='2026-02-02', gifts=[Gift(id='g', received_on='2026-01-19', accepted=True)])).findings\n"
        "state = {'modules': sorted({name.split('.')[0] for name in sys.modules}), 'threads': threading.active_count()}\n"
        "import json; sys.stderr.write('STATE' + json.dumps(state))"
    )
    return run_python(text, tmp_path_factory.mktemp("empty"))


def test_evaluating_is_quiet_and_needs_no_extra(used: subprocess.CompletedProcess[str]) -> None:
    """Evaluating a dossier prints nothing, starts no thread, and brings in no optional package."""
    said, _, state = used.stderr.partition("STATE")
    assert (used.returncode, used.stdout, said) == (0, "", "")
    assert json.loads(state)["threads"] == 1
    assert set(json.loads(state)["modules"]) & DEMANDING == set()


def test_import_is_quiet(imported: subprocess.CompletedProcess[str]) -> None:
    """`import integrityrules` prints nothing, warns of nothing and starts no thread."""
    said, _, state = imported.stderr.partition("STATE")
    assert (imported.returncode, imported.stdout, said) == (0, "", "")
    assert json.loads(state)["threads"] == 1


def test_import_needs_no_extra(imported: subprocess.CompletedProcess[str]) -> None:
    """`import integrityrules` brings in neither an optional package nor durable-rules, nor a database."""
    loaded = set(json.loads(imported.stderr.partition("STATE")[2])["modules"])
    assert loaded & DEMANDING == set()
