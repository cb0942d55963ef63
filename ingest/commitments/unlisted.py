"""A verb that is in no list, told by its ending and by where it stands."""

import re

from corpus.vocabulary.agreeing import sentence_words
from ingest.commitments.tokens import DETERMINERS, PREPOSITIONS, Token
from ingest.commitments.verbs import Form, forms_of

_WORDS = sentence_words()
_RELATIVES = _WORDS["relatives"]
_NO_VERB_BEHIND = DETERMINERS | PREPOSITIONS
_VERB_LIKE = re.compile(r"[a-zëïéü]{2,24}(?:[^aeiou]t|aait|eit|oeit|en)")
# The past of a verb whose stem ends in d or t behind a consonant ("rondden", "startten").
_PAST = re.compile(r"[a-zëï]{2,20}[^aeiouëï](?:dd|tt)en?|(?!ge|ver|be|her|ont)[a-zëï]{2,20}(?:eld|erd)en?")
_MANY = frozenset({"wij", "we", "partijen", "corporaties", "gemeenten"})
_PARTICIPLE = re.compile(r"(?:ge|ver|be|her|ont)[a-zëï]{3,20}(?:d|t)")
_NOUN_LIKE = re.compile(
    r"(?:heid|iteit|schap|ment|niet|met|recht|markt|punt|bracht|dracht|lijst|kracht|dienst|grond)s?$"
)


def opens_unlisted(tokens: list[Token]) -> bool:
    """Whether a sentence begins with "wij" or "partijen" and a verb in no list."""
    return (
        len(tokens) > 2
        and tokens[0].lower in _MANY
        and tokens[1].text.endswith("en")
        and tokens[1].text.islower()
        and len(tokens[1].text) > 4
        and not forms_of(tokens[1].lower)
        and tokens[1].lower not in _NO_VERB_BEHIND
    )


def participle_like(tokens: list[Token], at: int, end: int) -> tuple[int, Form] | None:
    """The last word of a clause that looks like a participle ("wordt een team geformeerd"), with its place."""
    for place in range(end - 1, at, -1):
        if _PARTICIPLE.fullmatch(tokens[place].text) and tokens[place - 1].lower not in DETERMINERS:
            return place, Form(tokens[place].lower, "participle", "")
    return None


def unlisted_at(tokens: list[Token], start: int) -> tuple[int, Form] | tuple[None, None]:
    """The first word that looks like a verb and stands where one can stand, though it is in no list."""
    for at in range(start + 1, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        if before.text in ",;:(" or before.lower in _RELATIVES:
            return None, None
        named = before.lower == "" or before.text[:1].isupper() or before.lower in _WORDS["doers"]
        if _PAST.fullmatch(token.text) and before.lower not in _NO_VERB_BEHIND:
            return at, Form(token.lower, "past", "")
        if token.lower == "start" and named:
            return at, Form("starten", "present", "")
        if (
            not _VERB_LIKE.fullmatch(token.text)
            or before.lower in _NO_VERB_BEHIND
            or before.lower.endswith("e")
        ):
            continue
        if token.lower.endswith("t") and not _NOUN_LIKE.search(token.lower):
            return at, Form(token.lower[:-1] + "en", "present", "")
        if before.lower.endswith(("en", "s")) or named:
            return at, Form(token.lower, "plural", "")
    return None, None
