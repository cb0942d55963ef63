"""Where Dutch sentences begin and end; ingestion cuts at them and the assistant quotes them."""

import re

# Abbreviations after which a sentence goes on, also before a capital or a number. Without their last full stop.
_ABBREVIATIONS = """
a.d.h.v a.g.v a.h.w a.i al art artt afd b.g.g b.h.v b.v b.v.o bijv bijz blz bv c.a c.q ca cf d.d d.i
d.m.v d.t.v d.w.z dd dhr dr drs e.d e.e e.o e.v evt excl f.t.e fig fl g.g.d gem h.o.h hfdst i.a i.c
i.c.m i.h.a i.h.b i.i.g i.k.v i.o i.o.m i.o.v i.p.v i.s.m i.t.t i.v.m i.z ing inl incl ir jhr jl jr
k.k kv m.a.w m.b.t m.b.v m.e m.i m.i.v m.m.v m.n m.u.v max mej mevr mgr min mr mw n.a.v n.b n.o
n.t.b n.v n.v.t nl no nr nrs o.a o.b.v o.g.v o.i.d o.l.v o.m o.t.t p.a p.j p.m p.p p.w pag par ph.d
plm plv pnt prof q.q r.k red resp s.v.p sr st str t.a.v t.b.v t.e.m t.g.v t.h.v t.l.v t.m t.n.v
t.o.v t.w.v t.z.t tab tel vgl vz w.o wnd z.g.a.n z.o.z zgn zg
"""
_END = re.compile(r"(?P<stop>[.!?…]+)(?P<close>[\"”’»)\]]*)\s+|\n+")
_START = re.compile(r"[\"“„‘«(\[•\-–●o]*\s*(?:[A-ZÀ-ÖØ-Þ0-9]|['’‘][a-z]\b)")
_GOES_ON = frozenset(_ABBREVIATIONS.split())
_LAST_WORD = re.compile(r"[^\s(\[\"“„‘«]*$")


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


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    if "\n" in match[0]:
        return True
    if not _START.match(text, match.end()):
        return False
    if match["stop"] != ".":
        return True
    found = _LAST_WORD.search(text, start, match.start())
    word = found[0] if found else ""
    if match["close"]:
        return True
    if len(word) == 1 and word.isalpha():  # an initial, or "a." at the head of a list item
        return False
    if word.isdigit() and start + len(word) >= match.start() - 1:  # "1." at the head of a sentence
        return False
    return word.lower().strip("'’") not in _GOES_ON


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
