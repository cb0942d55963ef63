"""Asks the product a question set like a user would, scores what comes back, and measures its speed."""
