"""Dutch words: how a text is analysed, the lexical index, and where a search is marked in a text."""

from corpus.terms.analysis import Token, Word, analyse, words
from corpus.terms.index import Terms
from corpus.terms.marking import Sought
from corpus.terms.searchbox import searchbox

__all__ = ["Sought", "Terms", "Token", "Word", "analyse", "searchbox", "words"]
