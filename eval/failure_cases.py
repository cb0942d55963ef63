"""The ways in which a model server misbehaves in the failure drill, and what the user is promised for each."""

from collections.abc import Sequence
from dataclasses import dataclass

from eval import misbehaving
from eval.misbehaving import Manner

QUESTION = "Hoeveel mag de huur in Lindewaard omhoog in 2026?"
FACT = "ten hoogste 3,5%"
GOOD = "In Lindewaard stijgt de huur per 1 juli 2026 met ten hoogste 3,5%."
WRONG = "In Lindewaard stijgt de huur per 1 juli 2026 met ten hoogste 9,9%."
NEVER = ("9,9", "kwaad.example", "[99]", "[0]", "<", "Oosterveen")
# Short times, so that the drill takes a minute; the proportions are those of the defaults.
TIMES = {
    "model_connect_seconds": 0.5,
    "model_first_word_seconds": 2.0,
    "model_between_words_seconds": 1.5,
    "model_seconds": 6.0,
}

QUOTED, QUOTED_WITHOUT_NOTE, WRITTEN, UNFINISHED = "quoted, note", "quoted", "written", "written, unfinished"


@dataclass(frozen=True, slots=True)
class Failure:
    """One way of misbehaving, and what the user is promised."""

    name: str
    script: Sequence[Manner]
    promised: str
    seconds: float = TIMES["model_first_word_seconds"]
    most_requests: int = 2


def failures(number: int) -> list[Failure]:
    """Every failure; `number` is the passage that holds the fact."""
    good, wrong = f"{GOOD} [{number}] ", f"{WRONG} [{number}] "
    refused, m = misbehaving.refuses, misbehaving
    some = TIMES["model_first_word_seconds"] + TIMES["model_between_words_seconds"]
    whole = TIMES["model_seconds"]
    return [
        Failure("nothing (a good server)", [m.says(good)], WRITTEN),
        Failure("slow first word", [m.says_slowly(good, first=30)], QUOTED),
        Failure("slow between words", [m.says_slowly(good * 9, between=30)], QUOTED, some),
        Failure("steady but too slow", [m.says_slowly(good * 9, between=0.8)], QUOTED, whole),
        Failure("accepts and stays silent", [m.silent], QUOTED),
        Failure("hangs after the headers", [m.hangs_after_headers], QUOTED),
        Failure("only signs of life, no word", [m.keeps_alive_without_words], QUOTED),
        Failure("hangs within the first sentence", [m.stops_writing_after(good[:30])], QUOTED, some),
        Failure("hangs after a sentence", [m.stops_writing_after(good + GOOD[:20])], UNFINISHED, some),
        Failure("refuses the connection", [], QUOTED),
        Failure("500 twice", [refused("500 Internal Server Error")], QUOTED),
        Failure("500, then good", [refused("500 Internal Server Error"), m.says(good)], WRITTEN),
        Failure("503 with Retry-After 1, then good", [refused("503 Busy", "1"), m.says(good)], WRITTEN),
        Failure("429 with Retry-After 1, then good", [refused("429 Slow", "1"), m.says(good)], WRITTEN),
        Failure("429 with Retry-After 3600", [refused("429 Slow", "3600")], QUOTED, 0.5, most_requests=1),
        Failure("401", [refused("401 Unauthorized")], QUOTED, 0.5, most_requests=1),
        Failure("an HTML page", [m.sends("<html>Onderhoud: 9,9%</html>", "text/html")], QUOTED),
        Failure("invalid JSON", [m.sends('data: {"choices": [9,9\n\n')], QUOTED),
        Failure("JSON of another shape", [m.sends('data: {"choices": "9,9"}\n\n')], QUOTED),
        Failure("bytes that are no text", [m.sends(b"data: \xff\xfe\x00\x80\n\n")], QUOTED),
        Failure("wrong content type, good body", [m.sends(m.body(good), "text/plain")], WRITTEN),
        Failure("a whole body instead of a stream", [m.sends('{"choices": []}', "application/json")], QUOTED),
        Failure("cut off within the first sentence", [m.closes_after(good[:40])], QUOTED),
        Failure("cut off within the second sentence", [m.closes_after(good + GOOD[:40])], UNFINISHED),
        Failure("closed within a chunk", [m.closes_after(good + GOOD[:40], promised=True)], UNFINISHED),
        Failure("crashes after a sentence", [m.resets_after(good + GOOD[:40])], UNFINISHED),
        Failure("stopped at its longest", [m.says(good + GOOD[:40], "length")], UNFINISHED),
        Failure("endless, the same sentence", [m.repeats(good)], UNFINISHED, whole),
        Failure("endless, no sentence", [m.repeats("huur " * 50)], QUOTED, whole),
        Failure("one line without end", [m.one_line_without_end], QUOTED, whole),
        Failure("empty", [m.says("")], QUOTED),
        Failure("citations that do not exist", [m.says(f"{GOOD} [99] {GOOD} [0]")], QUOTED_WITHOUT_NOTE),
        Failure("a wrong figure, twice", [m.says(wrong)], QUOTED_WITHOUT_NOTE),
        Failure("a wrong figure, then a good one", [m.says(wrong + good)], WRITTEN),
        Failure("a wrong figure, asked again: good", [m.says(wrong), m.says(good)], WRITTEN),
    ]
