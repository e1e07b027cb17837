"""Verification of a whole log: every body is hashed again, and everything stored or signed is compared with what the bodies give.

May not change anything and may not know what entries say (replay does). Streams: memory does not grow with the log.
The levels of AUDIT T6: 0 framing and sequence, 1 bodies against leaves, 2 roots and signatures, 3 checkpoints kept elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from integrityrules.trail.checkpoint import Checkpoint, parse_checkpoint
from integrityrules.trail.log import Entry, TrailError
from integrityrules.trail.merkle import Frontier, Node, consistency_proof, leaf_hashes, range_root, verify_consistency
from integrityrules.trail.note import PublicKey, check_signatures
from integrityrules.trail.store import Store
from integrityrules.trail.stored import StoredLog
from integrityrules.trail.verdicts import Resume, Verdict, Verification, Word

MAX_VERDICTS = 100


def verify_log(
    log: StoredLog,
    *,
    keys: Iterable[PublicKey] | None = None,
    anchors: Iterable[str] = (),
    level: int = 3,
    since: Resume | None = None,
    max_verdicts: int = MAX_VERDICTS,
    progress: Callable[[int], None] | None = None,
) -> Verification:
    """Verifies a log.

    Args:
        log: the log, best opened with `writable=False`.
        keys: the keys you trust; `None` leaves signatures unchecked and says so.
        anchors: signed checkpoints kept elsewhere; those of other logs are left out and counted in the notices.
        level: how far to go, 0 to 3.
        since: where an earlier verification of this log ended: bodies before it are not read again, and the notices say so.
        max_verdicts: how many verdicts to keep; the rest is counted.
        progress: called with the number of entries read so far, now and then.

    Raises:
        MissingExtraError: signatures are to be checked and cryptography is absent.
        ValueError: the level is not 0 to 3.
    """
    if not 0 <= level <= 3:
        raise ValueError("the level is 0 to 3")
    check = Check(log, keys=None if keys is None else tuple(keys), level=level, max_verdicts=max_verdicts, progress=progress)
    return check.run(tuple(anchors), since)


def verify_opened(open_log: Callable[[], StoredLog], *, anchors: Sequence[str] = (), **options: object) -> Verification:
    """Opens a log, verifies it as `verify_log` does, and closes it; a log that cannot be opened gets its verdict, too.

    Raises:
        TrailError: `no-log`, where there is no log and no anchor says that there was one.
    """
    try:
        log = open_log()
    except TrailError as error:
        return _unopened(error, anchors)
    with log:
        return verify_log(log, anchors=anchors, **options)  # type: ignore[arg-type]


def _unopened(error: TrailError, anchors: Sequence[str]) -> Verification:
    if error.code not in ("no-log", "unreadable-log", "wrong-origin", "bad-origin"):
        raise error
    verdict = Verdict(Word.UNREADABLE, -1, str(error))
    if error.code == "no-log":
        known = [parse_checkpoint(anchor)[0].size for anchor in anchors]
        if not known:
            raise error
        verdict = Verdict(Word.TRUNCATED, max(known), "there is no log, and a checkpoint kept elsewhere says that there was one")
    return Verification("", 0, 0, 0, None, 0, 0, (), (verdict,), 0, (), None)


class Check:
    """One run over one log. The steps are numbered as they happen."""

    def __init__(
        self,
        log: StoredLog,
        *,
        keys: tuple[PublicKey, ...] | None,
        level: int,
        max_verdicts: int,
        progress: Callable[[int], None] | None,
    ) -> None:
        self.store: Store = log.store
        self.origin = log.origin
        self.keys = keys
        self.level = level
        self.max_verdicts = max_verdicts
        self.progress = progress
        self.verdicts: list[Verdict] = []
        self.more = 0
        self.notices: list[str] = []
        self.signers: dict[str, None] = {}
        self.edge: Frontier | None = Frontier()
        self.start = self.size = self.count = 0
        self.roots: dict[int, bytes] = {}
        self.nodes_agree = True

    def say(self, word: Word, place: int, sentence: str) -> None:
        if len(self.verdicts) < self.max_verdicts:
            self.verdicts.append(Verdict(word, place, sentence))
        else:
            self.more += 1

    def run(self, anchors: tuple[str, ...], since: Resume | None) -> Verification:
        # Step 1. Checkpoints: those of the log, and those kept elsewhere. Only their form and signatures here; their sizes tell step 4 at
        # which places to keep the root. Before the size: a log that grows meanwhile must not look shorter than its checkpoints.
        own: list[Checkpoint] = []
        if self.level >= 2:
            self._try(lambda: self._own_checkpoints(own))
        elsewhere = self._anchors(anchors) if self.level >= 3 else []
        # Step 2. How long the log says it is, and where to begin.
        self._try(lambda: self._begin(since))
        # Step 3. The store's own indexes and files, where everything is read anyway.
        if since is None:
            self._try(self._examine)
        # Step 4. Every body, in order.
        self._try(lambda: self._read_all(sorted({point.size for point in own + elsewhere})))
        # Step 5. Content that entries name by digest.
        if since is None and self.level >= 1:
            self._try(self._read_blobs)
        # Step 6. Roots.
        checkpoints = sum(self._agrees(point, Word.ROOT_MISMATCH, "a checkpoint of the log") for point in own)
        agreed = sum(self._agrees(point, Word.REWRITTEN, "a checkpoint kept elsewhere") for point in elsewhere)
        sound = not self.verdicts and not self.more
        # Step 7. Without anything from elsewhere, whoever holds the log and the key could have written all of it anew.
        if self.level >= 3 and not elsewhere:
            self.say(Word.UNANCHORED, self.size, "nothing kept elsewhere was compared")
        resume = Resume(self.origin, self.edge) if sound and self.edge is not None and self.level >= 1 else None
        return Verification(
            self.origin,
            self.size,
            self.start,
            self.count,
            self.edge.root() if self.edge is not None else None,
            checkpoints,
            agreed,
            tuple(self.signers),
            tuple(self.verdicts),
            self.more,
            tuple(self.notices),
            resume,
        )

    def _try(self, step: Callable[[], None]) -> None:
        """Does a step; where the store cannot be read, this has its verdict, and the other steps still come."""
        try:
            step()
        except TrailError as error:
            self.say(Word.UNREADABLE, -1, str(error))

    def _examine(self) -> None:
        for place, sentence in self.store.examine():
            self.say(Word.UNREADABLE, place, sentence)

    def _begin(self, since: Resume | None) -> None:
        self.size = self.store.size()
        if since is not None:
            self._begin_at(since)

    def _begin_at(self, since: Resume) -> None:
        if since.origin != self.origin:
            self.notices.append("the earlier verification was of another log; everything was read")
        elif since.edge.size > self.size:
            self.say(Word.TRUNCATED, since.edge.size, "the log is shorter than when it was last verified")
        elif range_root(self.store, 0, since.edge.size) != since.edge.root():
            self.say(Word.REWRITTEN, since.edge.size, "the log is not the one that was last verified")
        else:
            self.start, self.edge = since.edge.size, since.edge.copy()
            self.notices.append(f"entries before {self.start} were verified earlier and not read again")

    def _own_checkpoints(self, found: list[Checkpoint]) -> None:
        for size, note in self.store.checkpoints():
            point = self._signed(note, size)
            if point is not None and (point.origin, point.size) == (self.origin, size):
                found.append(point)
            elif point is not None:
                self.say(Word.UNREADABLE, size, "a stored checkpoint is of another log or size")

    def _anchors(self, notes: tuple[str, ...]) -> list[Checkpoint]:
        found, foreign = [], 0
        for note in notes:
            point = self._signed(note, -1, self.origin)
            if point is not None and point.origin == self.origin:
                found.append(point)
            foreign += point is not None and point.origin != self.origin
        if foreign:
            self.notices.append(f"{foreign} checkpoints are of other logs and were left out")
        return found

    def _signed(self, text: str, place: int, origin: str | None = None) -> Checkpoint | None:
        """Returns a checkpoint whose signature is right, or says what is wrong with it."""
        try:
            point, note = parse_checkpoint(text)
            if origin is not None and point.origin != origin:
                return point
            if self.keys is None:
                sentence = "signatures were not checked, because no key was given"
                self.notices += [sentence] if sentence not in self.notices else []
            else:
                self.signers.update((f"{key.name}+{key.key_id.hex()}", None) for key in check_signatures(note, self.keys))
        except TrailError as error:
            words = {"bad-signature": Word.BAD_SIGNATURE, "unknown-key": Word.UNKNOWN_KEY}
            self.say(words.get(error.code, Word.UNREADABLE), place, f"a checkpoint: {error}")
            return None
        return point

    def _read_all(self, sizes: Sequence[int]) -> None:
        place = self.start
        wanted = [size for size in sizes if place <= size <= self.size]
        self._keep_root(place, wanted)
        while place < self.size:
            piece, following = self._piece(place)
            place = self._take(piece, place, wanted) if piece else following
            if self.progress:
                self.progress(place - self.start)

    def _piece(self, place: int) -> tuple[Sequence[Entry], int]:
        """Returns the next entries; or none, and where to go on, after saying why."""
        try:
            if not (piece := self.store.entries(place, self.size)):
                self._gap(place, self.size)
            return piece, self.size
        except TrailError:
            pass
        # Something in the piece cannot be read: one by one, to say which.
        try:
            if not (one := self.store.entries(place, place + 1)):
                self._gap(place, place + 1)
            return one, place + 1
        except TrailError as error:
            self.say(Word.UNREADABLE, place, str(error))
            self.edge = None
            return (), place + 1

    def _take(self, piece: Sequence[Entry], place: int, wanted: Sequence[int]) -> int:
        """Hashes entries in order, says where some are missing, and returns the place behind the last."""
        if piece[0].index == place and piece[-1].index == place + len(piece) - 1:
            self._hash(piece, wanted)
            return place + len(piece)
        for entry in piece:
            if entry.index < place:
                self.say(Word.UNREADABLE, entry.index, "the entry stands twice")
                self.edge = None
                continue
            if entry.index > place:
                self._gap(place, entry.index)
            self._hash((entry,), wanted)
            place = entry.index + 1
        return place

    def _gap(self, place: int, following: int) -> None:
        self.say(Word.GAP, place, f"{following - place} entries are missing")
        self.edge = None

    def _hash(self, entries: Sequence[Entry], wanted: Sequence[int]) -> None:
        # INVARIANT: what goes into the tree is hashed from the body here and now; the stored hash is only compared (immudb 2063).
        leaves = leaf_hashes(entry.body for entry in entries)
        self.count += len(entries)
        if self.level >= 1 and leaves != [entry.leaf_hash for entry in entries]:
            for entry, leaf in zip(entries, leaves, strict=True):
                if entry.leaf_hash != leaf:
                    self.say(Word.TAMPERED, entry.index, "the stored hash is not that of the body")
        if self.edge is None:
            return
        first, done = entries[0].index, 0
        for size in [size for size in wanted if first < size <= first + len(leaves)]:
            self._compare(self.edge.extend(leaves[done : size - first]))
            done = size - first
            self._keep_root(size, wanted)
        self._compare(self.edge.extend(leaves[done:]))

    def _keep_root(self, size: int, wanted: Sequence[int]) -> None:
        if self.edge is not None and size in wanted:
            self.roots[size] = self.edge.root()

    def _compare(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            # One verdict is enough: a body that was changed changes every hash above it.
            if self.nodes_agree and self._stored(node) != [node.hash]:
                self.nodes_agree = False
                self.say(Word.ROOT_MISMATCH, -1, "a stored hash of the tree is not that of the entries below it")

    def _stored(self, node: Node) -> list[bytes]:
        try:
            return list(self.store.hashes(node.level, node.index, node.index + 1))
        except TrailError:
            return []

    def _read_blobs(self) -> None:
        for digest in self.store.blobs():
            data = self.store.get_blob(digest)
            if data is None or sha256(data).hexdigest() != digest:
                self.say(Word.TAMPERED, -1, f"content is not what its digest says: {digest[:64]}")

    def _agrees(self, point: Checkpoint, word: Word, what: str) -> bool:
        if point.size > self.size:
            self.say(Word.TRUNCATED, point.size, f"{what} is of more entries than there are")
            return False
        root = self.roots.get(point.size)
        if root is None and point.size < self.start:
            agrees = self._extended(point)
        elif root is None:
            return False  # the entries do not make a tree, which has its verdict
        else:
            agrees = root == point.root
        if not agrees:
            self.say(word, point.size, f"the entries do not lead to the root of {what}")
        return agrees

    def _extended(self, point: Checkpoint) -> bool:
        """Answers whether what was verified earlier extends a still earlier checkpoint: by proof, from stored hashes."""
        if point.size == 0:
            return point.root == Frontier().root()
        try:
            proof = consistency_proof(self.store, point.size, self.start)
            verified = range_root(self.store, 0, self.start)  # compared with what was verified in step 2
        except TrailError as error:
            self.say(Word.UNREADABLE, -1, str(error))
            return True
        return verify_consistency(point.size, self.start, point.root, verified, proof)
