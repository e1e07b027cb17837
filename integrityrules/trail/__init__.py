"""The audit trail: evaluation -> canonical bytes -> Merkle log -> stores, and back: verify, prove, replay, erase.

The only room that knows databases of its own, keys and ciphers. Nothing above it knows that it exists. The public names; no logic.
"""

from integrityrules.trail.commitments import verify_disclosure
from integrityrules.trail.erase import Erasure
from integrityrules.trail.log import LogLockedError, NotDurableError, Receipt, TrailError
from integrityrules.trail.opening import Trail, create_trail, open_trail
from integrityrules.trail.recorder import Recorded, Recorder
from integrityrules.trail.replay import Replayed, Replayer

__all__ = [
    "Erasure",
    "LogLockedError",
    "NotDurableError",
    "Receipt",
    "Recorded",
    "Recorder",
    "Replayed",
    "Replayer",
    "Trail",
    "TrailError",
    "create_trail",
    "open_trail",
    "verify_disclosure",
]
