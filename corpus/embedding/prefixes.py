"""The words that a model wants before a question and before a passage."""

from collections.abc import Mapping

from corpus.embedding.bundled import PASSAGE_PREFIX, QUERY_PREFIX


def prefixes(prompts: Mapping[str, str], name: str) -> tuple[str, str]:
    """Prefix of a question and of a passage, from the `prompts` of a model's own configuration.

    Models of the e5 family whose configuration has none, which is common, get the prefixes of that family.
    """
    query = prompts.get("query", "")
    passage = prompts.get("passage", "") or prompts.get("document", "")
    if not (query or passage) and "e5" in name.lower():
        return QUERY_PREFIX, PASSAGE_PREFIX
    return query, passage
