"""A folder of documents as it is before and after a change: bundled documents, and generated variants of agreements.

All municipalities in it are invented.
"""

import random
import shutil
from pathlib import Path

import corpus.documents

_BUNDLED = Path(corpus.documents.__path__[0])
_PLACES = ("Lindewaard", "Oosterveen", "Zilverdam", "Kwelrade", "Veldermonde", "Heijerbeek")
_SUBJECTS = ("Betaalbaarheid", "Nieuwbouw", "Leefbaarheid", "Wonen en zorg", "Verduurzaming", "Participatie")
_SENTENCES = (
    "De huur van een sociale huurwoning stijgt met hoogstens {number} procent.",
    "De corporatie bouwt {number} woningen voor starters in de wijk.",
    "De gemeente en de huurders bespreken de voortgang {number} keer per jaar.",
    "In {number} woningen komt betere isolatie en een zonnepaneel.",
    "De wachttijd voor ouderen met een zorgvraag is korter dan {number} maanden.",
)


def write_before(folder: Path, count: int, seed: int, version: str = "oud") -> None:
    """What the library is filled with first: a half of `count` files, and a tenth that will be removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count // 2 + count // 10):
        _write(folder, _name(number), f"{seed}/{version}/{number}", number)


def write_after(folder: Path, count: int, seed: int) -> None:
    """Change the folder into `count` files: 40% new, 40% changed, 10% as they were, 10% bundled.

    The 10% that is not there any more is what a run with `--prune` removes. Of what changed, a quarter goes back to
    the version "ouder".
    """
    kept = count // 2
    for number in range(kept, kept + count // 10):
        (folder / _name(number)).unlink()
    for number in range(count // 10, kept):
        version = "nieuw" if number % 4 else "ouder"
        _write(folder, _name(number), f"{seed}/{version}/{number}", number)
    bundled = sorted(_BUNDLED.glob("*.md"), key=lambda path: (path.stat().st_size, path.name))[: count // 10]
    for path in bundled:
        shutil.copyfile(path, folder / path.name)
    for number in range(count, count + count - kept - len(bundled)):
        _write(folder, _name(number), f"{seed}/nieuw/{number}", number)


def _name(number: int) -> str:
    return f"afspraken-{number:04}.{('md', 'txt', 'html')[number % 3]}"


def _write(folder: Path, name: str, seed: str, number: int) -> None:
    """A short agreement with a word of its own in every section, so that each edition can be told from the next."""
    chosen = random.Random(seed)
    place = chosen.choice(_PLACES)
    sections = []
    for subject in chosen.sample(_SUBJECTS, 2):
        mark = "".join(chosen.choices("bcdfghjklmnpqrstvwxz", k=9))
        body = chosen.choice(_SENTENCES).format(number=chosen.randint(2, 90))
        sections.append((subject, f"{body} Dit is afspraak {mark} (verzonnen voorbeeld)."))
    title = f"Prestatieafspraken {place} {2020 + number % 8}"
    if name.endswith(".html"):
        inside = "".join(f"<h2>{subject}</h2><p>{body}</p>" for subject, body in sections)
        text = f"<html><head><title>{title}</title></head><body><main><h1>{title}</h1>{inside}</main></body></html>"
    else:
        text = f"# {title}\n\n" + "\n\n".join(f"## {subject}\n\n{body}" for subject, body in sections) + "\n"
    (folder / name).write_text(text, "utf-8")
