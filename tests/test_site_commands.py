"""The list of websites, kept on the command line in the settings file."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from afsprakenwijzer import cli
from assistant.service.settings import ServiceSettings
from assistant.site_commands import SiteWrong


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AFSPRAKENWIJZER_SITES", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["sites", *arguments])


def test_a_site_is_added_replaced_shown_and_removed_and_comments_in_the_file_stay() -> None:
    file = Path("afsprakenwijzer.toml")
    file.write_text("# van de beheerder\n[service]\nport = 8123  # proef\n", "utf-8")
    added = run("add", "voorbeeld", "--origin", "https://www.voorbeeld.nl", "--gemeente", "Lindewaard")
    assert added.exit_code == 0
    assert 'data-site="voorbeeld"' in added.stdout
    assert "# van de beheerder" in file.read_text("utf-8")
    assert "# proef" in file.read_text("utf-8")
    (site,) = ServiceSettings().sites
    assert site.filters.gemeenten == ["Lindewaard"]
    assert ServiceSettings().port == 8123

    run("add", "ander", "--origin", "https://ander.nl")
    run("add", "voorbeeld", "--origin", "https://nieuw.nl", "--kleur", "#0f5a5e", "#ffffff", "--beleid")
    assert {site.name: site.origins for site in ServiceSettings().sites} == {
        "ander": ("https://ander.nl",),
        "voorbeeld": ("https://nieuw.nl",),
    }
    listed = run("list").stdout
    assert "ander: https://ander.nl" in listed
    assert run("remove", "ander").exit_code == 0
    assert [site.name for site in ServiceSettings().sites] == ["voorbeeld"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("add", "voorbeeld", "--origin", "http://voorbeeld.nl"), "https"),
        (("add", "Voor Beeld", "--origin", "https://voorbeeld.nl"), "pattern"),
        (("add", "v", "--origin", "https://v.nl", "--kleur", "#eeeeee", "#000000"), "contrast"),
        (("remove", "geen"), "staat niet in"),
        (("tag", "geen"), "staat niet in"),
    ],
)
def test_a_site_that_cannot_be_kept_is_explained_and_changes_nothing(
    arguments: tuple[str, ...], reason: str
) -> None:
    outcome = run(*arguments)
    assert isinstance(outcome.exception, SiteWrong)
    assert reason in str(outcome.exception)
    assert not Path("afsprakenwijzer.toml").exists()
