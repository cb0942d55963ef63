"""The base of every error that a person can do something about."""


class Explained(Exception):
    """The message, in Dutch, says what is wrong and what to do; the command line shows it and nothing else."""
