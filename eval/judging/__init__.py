"""A language model as a second opinion on stored answers: optional, pinned, asked several times, kept apart.

What it thinks goes to `judge.json` and never into `scores.json`. How far it can be trusted is measured first,
on answers that were scored by hand (`--calibrate`).
"""
