"""Tests of durable-rules run where it can be imported: see docs/decisions/0023."""

from __future__ import annotations

from importlib.util import find_spec

import pytest


def can_import_durable() -> bool:
    if find_spec("durable") is None:
        return False
    try:
        from integrityrules.monitor import rete  # noqa: F401
    except ImportError:  # Python 3.13 without the macro: found, and not loadable
        return False
    return True


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs_durable: skipped where durable-rules cannot be imported")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    wanting = [item for item in items if item.get_closest_marker("needs_durable")]
    if wanting and not can_import_durable():
        for item in wanting:
            item.add_marker(pytest.mark.skip(reason="durable-rules cannot be imported here; the indexed matcher is tested"))
