"""Hypothesis profiles: HYPOTHESIS_PROFILE is `dev` (fast, the default), `ci` (the same examples each time) or `nightly` (deep)."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

SLOW_MACHINES = [HealthCheck.too_slow, HealthCheck.data_too_large]

# No deadlines: a busy machine is no reason to fail. Speed is measured in tests/benchmarks.
settings.register_profile("dev", max_examples=50, deadline=None, suppress_health_check=SLOW_MACHINES)
settings.register_profile("ci", max_examples=150, deadline=None, derandomize=True, suppress_health_check=SLOW_MACHINES)
# The tests that must see 100,000 examples and more (tests/language/test_agreement.py) multiply this themselves.
settings.register_profile("nightly", max_examples=20_000, deadline=None, suppress_health_check=SLOW_MACHINES)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))
