"""What tests of the sieve on Spark share: whether Spark can be had here, and rules whose statements it plans quickly."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest

NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
HAS_JAVA = shutil.which("java") is not None or "JAVA_HOME" in os.environ

needs_spark = pytest.mark.skipif(find_spec("pyspark") is None or not HAS_JAVA, reason="pyspark or Java is not installed")
