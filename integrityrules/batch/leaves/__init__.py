"""One provable leaf for each row of a columnar run: made in columns, kept by shard, bound by one entry of the trail. The public names.

May not decide. What was declared is in no leaf: only keyed digests, whose keys the trail's key store can destroy.
"""

from integrityrules.batch.leaves.manifest import TrailPlace
from integrityrules.batch.leaves.prove import RowName, RowProof, prove_row
from integrityrules.batch.leaves.show import show_row
from integrityrules.batch.leaves.verify import RunVerification, verify_run

__all__ = ["RowName", "RowProof", "RunVerification", "TrailPlace", "prove_row", "show_row", "verify_run"]
