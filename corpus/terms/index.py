"""The lexical index: Dutch full-text search (BM25) over passages, in tantivy.

Derived from the catalogue, so it can always be rebuilt. It holds no text that could be read back, only terms.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

import tantivy

from corpus.model import Hit, Passage
from corpus.terms.analysis import Word, analyse, fold, words
from corpus.terms.asking import BODY, LEAD, PIECES, TYPED, Question, Weighted, plain
from corpus.terms.references import references
from corpus.terms.spelling import Spelling

# What is stored is terms with spaces between them. The name stands for the analysis: change it when that changes, and
# an index that was made before is refused instead of being asked for terms that it has not got.
_ANALYSER = "dutch-2"
_WRITER_BYTES = 30_000_000
_MOST_OF_PREFIX = 64
# Function words count as words of the index, so that no other word is taken for what a misspelt one meant.
_EVERYWHERE = 1_000_000


class Terms:
    """The lexical index in one folder; one writer at a time, readers see what was last committed."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("edition", tokenizer_name="raw", index_option="basic")
        for name, option in {BODY: "position", LEAD: "position", PIECES: "freq", TYPED: "basic"}.items():
            builder.add_text_field(name, tokenizer_name=_ANALYSER, index_option=option)
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, str(folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer(_ANALYSER, spaces)
        self._writer = self._index.writer(_WRITER_BYTES, 1)
        self._spelling: Spelling | None = None
        self._closed = False

    def add(self, *editions: tuple[str, str, Sequence[Passage]]) -> None:
        """Index editions (id, title, passages), each in place of what was there under its id."""
        for edition_id, _, _ in editions:
            self._writer.delete_documents_by_term("edition", edition_id)
        self._write(editions)

    def refill(self, editions: Iterable[tuple[str, str, Sequence[Passage]]]) -> None:
        """Index these editions in place of everything that was there, in one step."""
        self._writer.delete_all_documents()
        self._write(editions)

    def delete(self, edition_ids: Sequence[str]) -> None:
        """Forget editions."""
        for edition_id in edition_ids:
            self._writer.delete_documents_by_term("edition", edition_id)
        self._commit()

    def search(
        self,
        query: str,
        k: int,
        editions: Collection[str] | None = None,
        *,
        more: Mapping[str, float] | None = None,
        must: Sequence[str] = (),
        compounds: bool = True,
    ) -> list[Hit]:
        """The `k` best passages for the words of `query`, of `editions` only when given, best first.

        `more`: words or phrases that may stand for what is asked, each with its weight (a word of the query has 1).
        `must`: phrases and prefixes that a passage has to hold, as `searchbox` gives them. Without `compounds`
        words are not taken apart.
        """
        if k < 1 or (editions is not None and not editions):
            return []
        searcher = self._index.searcher()
        prefixes = [fold(one[:-1]) for one in must if one.endswith("*")]
        terms = self._question(searcher).terms(query, more or {}, prefixes, compounds=compounds)
        asked = [self._weighted(term) for term in terms]
        if not asked and not must:
            return []
        wanted = [(tantivy.Occur.Should, part) for part in asked]
        wanted += [(tantivy.Occur.Must, self._demand(searcher, one)) for one in must]
        whole = tantivy.Query.boolean_query(wanted)
        if editions is not None:
            inside = tantivy.Query.term_set_query(self._schema, "edition", list(editions))
            only = (tantivy.Occur.Must, tantivy.Query.const_score_query(inside, 0.0))
            whole = tantivy.Query.boolean_query([(tantivy.Occur.Must, whole), only])
        found = searcher.search(whole, limit=k, count=False).hits
        return [Hit(str(searcher.doc(address)["id"][0]), float(score)) for score, address in found]

    def corrected(self, query: str) -> str:
        """The query with words that no passage holds replaced by those that were probably meant."""
        return self._question(self._index.searcher()).corrected(query)

    def count(self) -> int:
        """The number of passages indexed."""
        return int(self._index.searcher().num_docs)

    def ids(self) -> list[str]:
        """The ids of all passages that are indexed."""
        searcher = self._index.searcher()
        everything = searcher.search(tantivy.Query.all_query(), limit=max(searcher.num_docs, 1), count=False)
        return [str(searcher.doc(address)["id"][0]) for _, address in everything.hits]

    def close(self) -> None:
        """Let the background merges finish and release the folder; closing twice does no harm."""
        if not self._closed:
            self._closed = True
            self._writer.wait_merging_threads()

    def _write(self, editions: Iterable[tuple[str, str, Sequence[Passage]]]) -> None:
        for edition_id, title, passages in editions:
            for passage in passages:
                self._writer.add_document(_document(edition_id, title, passage))
        self._commit()

    def _commit(self) -> None:
        self._writer.commit()
        self._index.reload()
        self._spelling = None

    def _question(self, searcher: tantivy.Searcher) -> Question:
        return Question(searcher.doc_freq, lambda: self._known(searcher))

    def _known(self, searcher: tantivy.Searcher) -> Spelling:
        """The words of the index, gathered when the first misspelt word is asked for after a change."""
        spelling = self._spelling
        if spelling is None:
            counted = dict(searcher.terms_with_prefix(TYPED, "")) | dict.fromkeys(plain(), _EVERYWHERE)
            spelling = self._spelling = Spelling(list(counted.items()))
        return spelling

    def _weighted(self, one: Weighted) -> tantivy.Query:
        return tantivy.Query.boost_query(self._has(one.field, one.term), one.weight)

    def _has(self, field: str, term: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, field, term, "freq")

    def _demand(self, searcher: tantivy.Searcher, one: str) -> tantivy.Query:
        """What a passage must hold: a phrase by its stems, or a word that begins with a prefix."""
        if one.endswith("*"):
            begun = searcher.terms_with_prefix(TYPED, fold(one[:-1]), limit=_MOST_OF_PREFIX)
            return _any(tantivy.Query.term_query(self._schema, TYPED, word, "basic") for word, _ in begun)
        stems = [token.term for token in analyse(one)]
        if not stems:
            return tantivy.Query.all_query()
        if len(stems) == 1:
            return _any(self._has(field, stems[0]) for field in (BODY, LEAD))
        return _any(tantivy.Query.phrase_query(self._schema, field, list(stems)) for field in (BODY, LEAD))


def _any(queries: Iterable[tantivy.Query]) -> tantivy.Query:
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _document(edition_id: str, title: str, passage: Passage) -> tantivy.Document:
    """A passage as the index has it: stems, stems with compounds taken apart, and words as typed."""
    above = " ".join([title, *passage.headings, passage.context])
    lead, body = list(words(above)), list(words(passage.text))
    whole = [token.term for text in (above, passage.clause or "", passage.text) for token in references(text)]
    pieces = [piece for word in (*lead, *body) for piece in word.pieces]
    return tantivy.Document(
        id=passage.id,
        edition=edition_id,
        body=_stems(body),
        lead=_stems(lead),
        pieces=" ".join([*pieces, *whole]),
        typed=" ".join(dict.fromkeys(word.folded for word in (*lead, *body))),
    )


def _stems(said: Iterable[Word]) -> str:
    return " ".join(word.stem for word in said)
