"""The live monitor: facts come and go in a working memory of many officials and registers; findings appear, change and go.

The public names; no logic. A matcher proposes which declarations a fact touches; `decide` decides them.
"""

from integrityrules.monitor.change import Change
from integrityrules.monitor.choice import Choice
from integrityrules.monitor.errors import MonitorError
from integrityrules.monitor.monitor import Monitor, Standing

__all__ = ["Change", "Choice", "Monitor", "MonitorError", "Standing"]
