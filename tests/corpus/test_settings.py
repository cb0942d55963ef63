"""Settings come from the environment and from a file, and a typing error in either is named at start."""

from datetime import date
from pathlib import Path

import pytest
from pydantic import ValidationError

from corpus.settings import LibrarySettings, SettingsFileWrong


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AFSPRAKENWIJZER_TODAY")
    return tmp_path


def test_the_environment_goes_before_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "afsprakenwijzer.toml").write_text('[library]\ndata = "elders"\ntoday = 2020-01-01\n', "utf-8")
    assert LibrarySettings().data == Path("elders")
    assert LibrarySettings().current_day() == date(2020, 1, 1)
    monkeypatch.setenv("AFSPRAKENWIJZER_DATA", "hier")
    assert LibrarySettings().data == Path("hier")


@pytest.mark.parametrize(
    ("content", "named"),
    [("[libary]\ndata = 'x'\n", "libary"), ("data = 'x'\n", "data"), ("[library\n", "TOML")],
)
def test_a_file_that_is_not_meant_so_is_refused_by_name(folder: Path, content: str, named: str) -> None:
    (folder / "afsprakenwijzer.toml").write_text(content, "utf-8")
    with pytest.raises(SettingsFileWrong, match=named):
        LibrarySettings()


def test_an_unknown_setting_is_refused_by_name(folder: Path) -> None:
    (folder / "afsprakenwijzer.toml").write_text("[library]\ndatta = 'x'\n", "utf-8")
    with pytest.raises(ValidationError, match="datta"):
        LibrarySettings()
