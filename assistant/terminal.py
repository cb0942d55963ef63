"""How answers and search results look in a terminal: the API's JSON, in colour, with page references."""

import re
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

_REFERENCE = re.compile(r"\[\d+\]")
_STATUS_STYLES = {"geldend": "green", "verlopen": "yellow", "concept": "yellow", "toekomstig": "cyan"}


def show_answer(console: Console, answer: dict[str, Any]) -> None:
    """Print the body of `POST /v1/chat`: the answer, then its sources, then what could be asked next."""
    for paragraph in answer["tekst"].split("\n"):
        text = _plain(paragraph)
        text.highlight_regex(_REFERENCE, "bold cyan")
        console.print(text)
    if answer["bronnen"]:
        console.print()
    for source in answer["bronnen"]:
        line = Text.assemble((f"[{source['nummer']}] ", "bold cyan"), *_description(source["document"]))
        console.print(line.append(f", {_page(source)}"))
        console.print(_plain(f"    {source['paginaUrl']}", "dim"), soft_wrap=True)
    if answer["vervolgvragen"]:
        console.print()
        console.print(Text("U kunt ook vragen:", "dim"))
    for question in answer["vervolgvragen"]:
        console.print(_plain(f"  {question}", "dim"))


def show_passages(console: Console, page: dict[str, Any]) -> None:
    """Print the body of `POST /v1/passages/_zoek`: what each passage says, with marks, then where it stands."""
    searched = page["doorzocht"]
    console.print(Text(f"{page['totaal']} passages gevonden in {searched['documenten']} documenten.", "dim"))
    for result in page["resultaten"]:
        console.print()
        text = Text(result["tekst"])
        for start, end in result["markeringen"]:
            text.stylize("bold yellow", start, end)
        console.print(_plain(text))
        console.print(Text("  ").append_text(Text.assemble(*_description(result["document"]))), end="")
        console.print(f", {_page(result)}")
        console.print(_plain(f"  {result['paginaUrl']}", "dim"), soft_wrap=True)


def show_documents(console: Console, listing: dict[str, Any]) -> None:
    """Print the body of `GET /v1/documenten`, a line or two a document."""
    for document in listing["documenten"]:
        console.print(Text.assemble(*_description(document), f", {document['paginas']} pagina's"))
        console.print(_plain(f"  {document['id']}", "dim"))
    console.print(Text(f"{listing['totaal']} documenten", "dim"))


def show_document(console: Console, document: dict[str, Any]) -> None:
    """Print the body of `GET /v1/documenten/{id}`: description with evidence, editions, outline and passages.

    `passages` holds those of `GET /v1/documenten/{id}/passages`; without it only their number is told.
    """
    console.print(Text.assemble(*_description(document)))
    console.print(Text("Beschrijving", "bold"))
    for evidence in document["herleiding"]:
        where = f", pagina {evidence['pagina']}" if evidence["pagina"] else ""
        sure = f", {evidence['zekerheid']:.0%} zeker"
        console.print(_plain(f"  {evidence['veld']}: {evidence['waarde']}"), end=" ")
        console.print(_plain(f"({evidence['herkomst']}{where}{sure})", "dim"))
        if evidence["citaat"]:
            console.print(_plain(f"    “{evidence['citaat']}”", "italic"))
    console.print(Text("Uitgaven", "bold"))
    for edition in document["uitgaven"]:
        console.print(
            _plain(
                f"  {edition['uitgave']}  {edition['stand']}, ingelezen op {edition['ingelezen'][:16]}, "
                f"{edition['paginas']} pagina's, {edition['passages']} passages, {edition['bestand']}"
            )
        )
    console.print(_outline(document["inhoud"]))
    console.print(Text("Passages", "bold"))
    if "passages" not in document:
        shown = next(edition for edition in document["uitgaven"] if edition["uitgave"] == document["uitgave"])
        console.print(Text(f"  {shown['passages']} passages; toon ze met --passages", "dim"))
    for passage in document.get("passages", []):
        console.print()
        console.print(Text(f"  {passage['nummer']}  {_page(passage)}", "bold cyan"), end="  ")
        console.print(_plain(" › ".join(passage["koppen"]), "dim"))
        for part, style in ((passage["context"], "dim"), (passage["tekst"], "")):
            if part:
                console.print(Padding(_plain(part, style), (0, 0, 0, 4)))


def _outline(headings: list[dict[str, Any]]) -> Tree:
    """The headings as a tree; a heading hangs under the last one of a higher level."""
    tree = Tree(Text("Inhoud", "bold"))
    open_branches: list[tuple[int, Tree]] = [(0, tree)]
    for heading in headings:
        while open_branches[-1][0] >= max(heading["niveau"], 1):
            open_branches.pop()
        line = _plain(heading["tekst"]).append(f"  (pagina {heading['pagina']})", "dim")
        open_branches.append((heading["niveau"], open_branches[-1][1].add(line)))
    return tree


def _description(document: dict[str, Any]) -> tuple[Text | str | tuple[str, str], ...]:
    """The title, and between brackets the kind, whose words they are, and whether it is in force."""
    about: list[Text | str | tuple[str, str]] = [document["soort"]]
    if document["herkomst"] != "origineel":
        about += [", ", document["herkomst"]]
    if document["status"] != "onbekend":
        about += [", ", (document["status"], _STATUS_STYLES[document["status"]])]
    return (_plain(document["titel"], "bold"), " (", *about, ")")


def _page(place: dict[str, Any]) -> str:
    first, last, label = place["paginaVan"], place["paginaTot"], place["paginaLabel"]
    pages = f"pagina {first}" if first == last else f"pagina {first}–{last}"
    return f"{pages} (gedrukt: {label})" if label and label != str(first) else pages


def _plain(text: str | Text, style: str = "") -> Text:
    """Text of a document on a terminal: characters that would steer the terminal are made visible."""
    given = text if isinstance(text, Text) else Text(text, style)
    given.plain = "".join(char if char.isprintable() or char in "\n\t" else "�" for char in given.plain)
    return given
