"""Step 2 with the library at hand: a question with the places and corporations that only documents can tell."""

import logging
from dataclasses import replace
from datetime import date

from assistant.answering.contract import Question
from assistant.answering.localities import Localities
from assistant.answering.strangers import strangers, without
from assistant.answering.understand import Understanding, understand
from corpus.library import Library

_log = logging.getLogger(__name__)


class Reader:
    """Understands questions; one instance serves all of them."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._localities = Localities(library)

    def read(self, question: Question, today: date) -> tuple[Understanding, tuple[str, ...]]:
        """What a question asks, and the corporations in it that no document names (they are `elsewhere` too).

        When the index of words can't be read the question is understood without: searching will tell what is wrong.
        """
        try:
            asked = self._understood(question, today)
            # A follow-up is made a question of its own first: the name may be all that it says.
            said = asked.text if question.history else question.text
            text = self._localities.written_out(said)
            if text != said:
                question = replace(question, text=text, history=())
                asked = self._understood(question, today)
            absent = strangers(asked, self._library)
        except Exception as error:
            _log.warning("Names could not be looked up: %s", type(error).__name__)
            return self._understood(question, today), ()
        if absent and asked.corporations:
            asked = self._understood(replace(question, text=without(question.text, absent)), today)
        return replace(asked, elsewhere=tuple(dict.fromkeys((*asked.elsewhere, *absent)))), absent

    def _understood(self, question: Question, today: date) -> Understanding:
        return understand(question, self._library.cards(), today)
