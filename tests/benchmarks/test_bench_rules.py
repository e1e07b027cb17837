"""The benchmark of the sixty rules measures what it says: one condition, written twice."""

from __future__ import annotations

from bench_rules import generated, trees, wrong_gifts
from sixty_rules import RULES

from integrityrules.language import tree


def test_generated_answers_are_the_hand_written_ones() -> None:
    """On gifts of which everything is known the generated functions answer as the hand-written ones do."""
    assert wrong_gifts(generated(trees())) == 0


def test_there_are_sixty_conditions_of_three_to_six_clauses() -> None:
    """Each of the sixty conditions looks at three to six things."""
    leaves = (tree.Compare, tree.Member, tree.Field)

    def clauses(node: tree.Node) -> int:
        return 1 if isinstance(node, leaves) else sum(clauses(child) for child in tree.children(node))

    assert len(RULES) == 60
    assert {clauses(node) for node in trees()} == {3, 4, 5, 6}
