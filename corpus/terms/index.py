"""The lexical index: Dutch full-text search (BM25) over passages, in tantivy.

Derived from the catalogue, so it can always be rebuilt. It holds no text that could be read back, only terms.
"""

from collections.abc import Collection, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import tantivy

from corpus.model import Hit, Passage

# The words of a passage weigh more than those of the title and headings above it.
_FIELDS = {"body": 1.0, "lead": 0.5}
_ANALYSER = "dutch"
_WRITER_BYTES = 30_000_000


class Token(NamedTuple):
    """A term and the half-open range of code points it stands for in the analysed text."""

    term: str
    start: int
    end: int


@cache
def _analyser() -> tantivy.TextAnalyzer:
    # Numbers and clause numbers stay whole ("3,5", "1.000", "44c", "3.2"); the rest splits at punctuation.
    words = tantivy.Tokenizer.regex(r"[\p{L}\p{M}\p{N}]+(?:[.,]\p{N}+)*")
    return (
        tantivy.TextAnalyzerBuilder(words)
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("dutch"))
        .filter(tantivy.Filter.stemmer("dutch"))
        .build()
    )


def analyse(text: str) -> list[Token]:
    """The terms of a text as the index knows them (folded, stemmed, no stop words), with their places."""
    places = _analyser().pre_tokenize(text).tokens
    return [Token(token.text, token.char_offset_from, token.char_offset_to or 0) for token in places]


class Terms:
    """The lexical index in one folder; one writer at a time, readers see what was last committed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("edition", tokenizer_name="raw", index_option="basic")
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name=_ANALYSER)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        self._index.register_tokenizer(_ANALYSER, _analyser())
        self._writer = self._index.writer(_WRITER_BYTES, 1)
        self._closed = False

    def add(self, *editions: tuple[str, str, Sequence[Passage]]) -> None:
        """Index editions (id, title, passages), each in place of what was there under its id."""
        for edition_id, title, passages in editions:
            self._writer.delete_documents_by_term("edition", edition_id)
            for passage in passages:
                lead = " ".join([title, *passage.headings, passage.context])
                document = tantivy.Document(id=passage.id, edition=edition_id, body=passage.text, lead=lead)
                self._writer.add_document(document)
        self._commit()

    def delete(self, edition_id: str) -> None:
        """Forget an edition."""
        self._writer.delete_documents_by_term("edition", edition_id)
        self._commit()

    def search(self, query: str, k: int, editions: Collection[str] | None = None) -> list[Hit]:
        """The `k` best passages for the terms of `query`, of `editions` only when given."""
        terms = list(dict.fromkeys(token.term for token in analyse(query)))
        if not terms or k < 1 or (editions is not None and not editions):
            return []
        wanted = [
            (
                tantivy.Occur.Should,
                tantivy.Query.boost_query(tantivy.Query.term_query(self._schema, name, term, "freq"), weight),
            )
            for term in terms
            for name, weight in _FIELDS.items()
        ]
        asked = tantivy.Query.boolean_query(wanted)
        if editions is not None:
            inside = tantivy.Query.term_set_query(self._schema, "edition", list(editions))
            only = (tantivy.Occur.Must, tantivy.Query.const_score_query(inside, 0.0))
            asked = tantivy.Query.boolean_query([(tantivy.Occur.Must, asked), only])
        searcher = self._index.searcher()
        found = searcher.search(asked, limit=k, count=False).hits
        return [Hit(str(searcher.doc(address)["id"][0]), float(score)) for score, address in found]

    def count(self) -> int:
        """The number of passages indexed."""
        return int(self._index.searcher().num_docs)

    def close(self) -> None:
        """Let the background merges finish and release the folder; closing twice does no harm."""
        if not self._closed:
            self._closed = True
            self._writer.wait_merging_threads()

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
