"""Hostile documents and questions about an invented municipality, for `eval.injections`."""
