"""Which meaning this code gives to rules: named in every record, so that a later reader knows with what to decide again.

Two constants. `SEMANTICS` goes up by one when any outcome, state, date or clause could come out otherwise for the same input and rulesets.
"""

VERSION = "0.1.0"
"""Of the package."""

SEMANTICS = 1
"""Of what a decision means."""
