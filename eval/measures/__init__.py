"""What is measured of a response, one subject a module: plain functions of a question and what came back, no network.

Every measure of a case is a number, true or false, or None where it does not apply; `figures` makes means of them.
Definitions: docs/evaluation.md.
"""

Value = float | bool | None
"""A measure of one case; None where it does not apply, or where the target does not tell."""
