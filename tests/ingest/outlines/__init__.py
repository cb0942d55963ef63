"""Outlines with known truth: the heading tree, the clause numbers and what belongs in one passage."""
