"""The commands that keep the list of websites that may embed the chat, in `afsprakenwijzer.toml`."""

import json
from typing import Annotated, Any

import tomlkit
import typer
from pydantic import ValidationError
from tomlkit.items import AoT

from assistant.service.settings import ServiceSettings
from assistant.service.site import Site
from corpus.errors import Explained
from corpus.settings import SETTINGS_FILE
from corpus.terminal import AsJson, out, print_json, say

_RESTART = "Start de dienst opnieuw om dit te laten gelden."

Name = Annotated[
    str, typer.Argument(metavar="NAAM", help="De openbare naam: kleine letters, cijfers, streepjes.")
]


class SiteWrong(Explained):
    """A site cannot be kept as it was given, or is not there."""


def list_sites(as_json: AsJson = False) -> None:
    """Toon de websites die het vragenvenster mogen tonen."""
    sites = ServiceSettings().sites
    if as_json:
        print_json([site.model_dump(mode="json") for site in sites])
        return
    if not sites:
        say(
            "Er staan geen websites in de lijst. Voeg er een toe met: afsprakenwijzer sites add NAAM --origin ADRES"
        )
    for site in sites:
        out.print(f"{site.name}: {', '.join(site.origins)}", markup=False, highlight=False)


def add_site(
    name: Name,
    origin: Annotated[list[str], typer.Option(help="Adres van de website, zoals https://www.voorbeeld.nl.")],
    title: Annotated[str | None, typer.Option(help="Titel boven het gesprek.")] = None,
    opening: Annotated[str | None, typer.Option(help="Eerste tekst in het venster.")] = None,
    question: Annotated[
        list[str] | None, typer.Option(help="Voorbeeldvraag; mag vaker, hoogstens vijf.")
    ] = None,
    policy: Annotated[bool, typer.Option("--beleid", help="Voor beleidsmedewerkers.")] = False,
    municipality: Annotated[
        list[str] | None, typer.Option("--gemeente", help="Begin met de documenten van deze gemeente.")
    ] = None,
    corporation: Annotated[
        list[str] | None, typer.Option("--corporatie", help="Begin met de documenten van deze corporatie.")
    ] = None,
    colour: Annotated[
        tuple[str, str] | None,
        typer.Option("--kleur", help="Accentkleur en de kleur van letters daarop, als #rrggbb."),
    ] = None,
    per_minute: Annotated[
        int, typer.Option(min=0, help="Vragen per minuut van alle bezoekers samen; 0 stelt geen grens.")
    ] = 0,
    privacy_url: Annotated[str | None, typer.Option(help="Adres van de privacyverklaring.")] = None,
) -> None:
    """Voeg een website toe, of vervang wat er over haar stond."""
    given: dict[str, Any] = {
        "name": name,
        "origins": origin,
        "title": title,
        "opening": opening,
        "questions": question,
        "audience": "beleid" if policy else None,
        "filters": {
            key: values
            for key, values in {"gemeenten": municipality, "corporaties": corporation}.items()
            if values
        },
        "colours": {"accent": colour[0], "on_accent": colour[1]} if colour else None,
        "questions_per_minute": per_minute,
        "privacy_url": privacy_url,
    }
    kept = {key: value for key, value in given.items() if value}
    try:
        Site.model_validate(kept)
    except ValidationError as problem:
        wrong = "; ".join(fault["msg"].removeprefix("Value error, ") for fault in problem.errors())
        raise SiteWrong(f"Deze website kan zo niet in de lijst: {wrong}.") from problem
    file = _read()
    sites = _sites(file)
    for place, site in enumerate(sites):
        if site.get("name") == name:
            del sites[place]
            break
    sites.append(tomlkit.item(kept))
    _write(file)
    say(f"'{name}' staat in {SETTINGS_FILE}. {_RESTART}")
    show_tag(name)


def remove_site(name: Name) -> None:
    """Haal een website uit de lijst."""
    file = _read()
    sites = _sites(file)
    place = next((place for place, site in enumerate(sites) if site.get("name") == name), None)
    if place is None:
        raise SiteWrong(f"De site '{name}' staat niet in {SETTINGS_FILE}.")
    del sites[place]
    _write(file)
    say(f"'{name}' is uit de lijst. {_RESTART}")


def show_tag(
    name: Name,
    server: Annotated[
        str, typer.Option(help="Openbaar adres van deze dienst.")
    ] = "https://UW-AFSPRAKENWIJZER",
) -> None:
    """Toon de regel die de website in haar pagina's zet, en wat haar Content-Security-Policy moet toelaten."""
    if ServiceSettings().site(name) is None:
        raise SiteWrong(f"De site '{name}' staat niet in de lijst.")
    address = server.rstrip("/")
    lines = (
        f'<script type="module" src="{address}/web/widget.js" data-site={json.dumps(name)}></script>',
        "",
        f"Content-Security-Policy: script-src {address}; connect-src {address}; style-src {address}",
    )
    for line in lines:
        out.print(line, markup=False, highlight=False, soft_wrap=True)


def _read() -> tomlkit.TOMLDocument:
    text = SETTINGS_FILE.read_text("utf-8") if SETTINGS_FILE.is_file() else ""
    try:
        return tomlkit.parse(text)
    except tomlkit.exceptions.ParseError as problem:
        raise SiteWrong(f"{SETTINGS_FILE} is geen geldige TOML: {problem}") from problem


def _sites(file: tomlkit.TOMLDocument) -> AoT:
    """The array of sites in the file, made when it is not there."""
    service = file.setdefault("service", tomlkit.table(is_super_table=True))
    if "sites" not in service:
        service["sites"] = tomlkit.aot()
    found = service["sites"]
    if not isinstance(found, AoT):
        raise SiteWrong(f"Schrijf de sites in {SETTINGS_FILE} als [[service.sites]].")
    return found


def _write(file: tomlkit.TOMLDocument) -> None:
    """Put the file in place in one step, so that a service that starts never reads half of it."""
    new = SETTINGS_FILE.with_suffix(".toml.new")
    new.write_text(tomlkit.dumps(file), "utf-8")
    new.replace(SETTINGS_FILE)
