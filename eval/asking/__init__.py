"""Asking a question set: whom (the product, a chat endpoint, a plain pipeline), and keeping what comes back.

No scoring here. Every kind of target is a `Respondent`; `asking` goes through the questions.
"""

from eval.asking.connection import target

__all__ = ["target"]
