"""A part of a question set, named in a file with an id on each line; what follows a # is a remark."""

from collections.abc import Sequence
from pathlib import Path

from eval.questions import Question, QuestionSetError


def chosen(questions: Sequence[Question], names: Path) -> list[Question]:
    """The questions that the file names, in the order of the set. Raises QuestionSetError for an id that is not
    among them, and for a file that cannot be read or names none."""
    try:
        lines = names.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionSetError(
            [f"{names}: dit bestand is niet te lezen. Noem een bestand met ids."]
        ) from error
    wanted = {name for line in lines if (name := line.partition("#")[0].strip())}
    unknown = sorted(wanted - {question.id for question in questions})
    if unknown:
        raise QuestionSetError([f"{names}: deze vraag zit niet in de set: {name}" for name in unknown])
    if not wanted:
        raise QuestionSetError([f"{names}: hier staat geen enkele vraag in. Noem er minstens één."])
    return [question for question in questions if question.id in wanted]
