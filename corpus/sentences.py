"""Where Dutch sentences begin and end; ingestion cuts at them and the assistant quotes them."""

import re

# Abbreviations after which a sentence goes on, also before a capital or a number. Without their last full stop.
_ABBREVIATIONS = """
a.d.h.v a.g.v a.h.w a.i a.s a.u.b afd al art artt b.g.g b.h.v b.v b.v.o bijl bijv bijz blz burg bv c.q ca cf ch chr
corn d.d d.i d.m.v d.t.v d.w.z dd dhr dr drs e.e e.o evt excl f.t.e fa fam fig fl fr g.g.d gebr gem h.o.h hfdst hfst
i.a i.c i.c.m i.h.a i.h.b i.h.k.v i.i.g i.k.v i.o i.o.m i.o.v i.p.v i.s.m i.t.t i.v.m i.z ing inl incl ir jac jhr jo
joh jr k.k kv m.a.w m.b.t m.b.v m.e m.i m.i.v m.m.v m.n m.u.v max mej mevr mgr min mr mw n.a.v n.b n.o n.t.b n.v
n.v.t nl no nr nrs o.a o.b.v o.g.v o.i.d o.l.v o.m o.t.t o.v.v ong p.a p.j p.m p.p p.s p.w pag par ph ph.d plm plv
pnt prof q.q r.k red resp s.v.p sr st str t.a.v t.b.v t.e.m t.g.v t.h.v t.l.v t.m t.n.v t.o.v t.w.v t.z.t tab tel th
v.d vgl vz w.o wed wm wnd z.g.a.n z.o.z z.s.m zgn zg
jan feb mrt apr jun jul aug sep sept okt nov dec
"""
# Those with which a sentence may well end: before a capital it does, before a number it goes on.
_CLOSING = """
e.a e.d e.v enz etc jl c.s c.a o.i.d e.o
"""
# Those that are words or names too, or stand behind one: before a word with which sentences begin it ends.
_ENDING = """
a.s a.u.b al b.v bv max min n.v n.v.t no red s.v.p z.s.m jan feb mrt apr jun jul aug sep sept okt nov dec
"""
_OPENERS = """
aan als alle beide bij daar daarna daarnaast daarom dan dat deze die dit door een elk elke er haar het hier
hij hun ieder iedere ik in je maar met na naar niet nu of om omdat onder ons ook op over per sinds te toch
toen tot tussen u uit vanaf veel voor vorig waar want wat we wel wie wij ze zij zijn zo zodra
"""
# What a letter or number behind such a word closes: "label A.", "optie B."; at the head of a line it is its number.
_LABELS = """
label labels optie opties bijlage bijlagen plan fase blok type wijk deel groep variant sub onder of en t/m
letter categorie gebied complex
"""
_HEAD = re.compile(
    r"(?:(?:artikel|art\.|lid|afspraak|hoofdstuk|bijlage|paragraaf|par\.|§|thema|deel|fase|stap|punt)\s?"
    r"(?:\d{1,3}[a-z]?(?:\.\d{1,3}){0,4}|[ivx]{1,5}|[a-z])|\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-z]|[ivx]{1,5}))$",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"(?:[A-Z]\.){1,6}[A-Z]$")
_END = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"”’»)\]]*)\s+|\n+")
_START = re.compile(r"[\"“„‘«(\[•\-–●o]*\s*(?:[A-ZÀ-ÖØ-Þ0-9€]|['’‘][a-z]\b)")
_GOES_ON, _CLOSES, _MAY_CLOSE, _OPENS, _NAMED = (
    frozenset(words.split()) for words in (_ABBREVIATIONS, _CLOSING, _ENDING, _OPENERS, _LABELS)
)
_NEXT_WORD = re.compile(r"[\"“„‘«(\[•\-–●]*\s*([^\W\d_]+)")
_LAST_WORDS = re.compile(r"(?:([^\s(\[\"“„‘«]{1,30})\s)?[(\[\"“„‘«]*([^\s(\[\"“„‘«]*)$")


def sentences(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of the sentences of `text` in code points, without the white space between them.

    A line break always ends a sentence: in the text of a page only paragraphs, list items and table rows have one.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if match["stop"] is not None and not _ends(text, start, match):
            continue
        _add(spans, text, start, match.end("close") if match["stop"] is not None else match.start())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def pieces(text: str) -> list[tuple[int, int]]:
    """The half-open ranges of the sentences and of the whole table rows of a passage's text, in order."""
    found: list[tuple[int, int]] = []
    begin = 0
    for line in text.split("\n"):
        if "\t" in line:
            found.append((begin, begin + len(line)))
        else:
            found += [(begin + start, begin + end) for start, end in sentences(line)]
        begin += len(line) + 1
    return found


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if "\n" in match[0]:
        return True
    if not _START.match(text, match.end()):
        return False
    if match["stop"] != "." or match["close"]:
        return True
    if match.start() - start < 30 and _HEAD.match(text[start : match.start()]):
        return False
    before, word = _last_words(text[start : match.start()])
    opener = _NEXT_WORD.match(text, match.end())
    opens = opener is not None and opener[1].lower() in _OPENS
    if len(word) == 1 and word.isalpha():  # a label, or an initial
        return word.isupper() and (before in _NAMED or opens)
    folded = word.lower().strip("'’")
    if folded in _CLOSES:
        return opener is not None
    if folded in _MAY_CLOSE:  # "De" is no sure sign behind initials: "A.B. De Wit"
        return opens or (opener is not None and opener[1] == "De")
    if _INITIALS.match(word):
        return opens
    return folded not in _GOES_ON and not folded.endswith("str")


def _last_words(sentence: str) -> tuple[str, str]:
    """The last two words, the first of them in lower case."""
    found = _LAST_WORDS.search(sentence[-80:])
    return ((found[1] or "").lower(), found[2]) if found else ("", "")


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
