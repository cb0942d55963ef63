"""One process owns the library; others hand their work to it, wait, or are told."""

import io
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable

import httpx
import numpy as np
import pytest

from corpus.door import DoorClient, StoreRefused
from corpus.edition import FinishedEdition
from corpus.library import Library
from corpus.owner import LibraryInUse, current_owner, open_store, own
from corpus.settings import LibrarySettings

MODEL = "test-model/3"
MakeEdition = Callable[..., FinishedEdition]


def test_a_free_library_is_written_directly(settings: LibrarySettings, make_edition: MakeEdition) -> None:
    with open_store(settings, MODEL) as store:
        assert isinstance(store, Library)
        store.put(make_edition("afspraken", "tekst"))
    assert current_owner(settings) is None


def test_work_goes_through_the_door_of_a_service(
    settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    finished = make_edition("afspraken", "Er komen 90 woningen.")
    with own(settings, MODEL, service="http://127.0.0.1:8000") as library:
        with open_store(settings, MODEL) as store:
            assert isinstance(store, DoorClient)
            assert store.embedding_model == MODEL
            store.put(finished)
            assert store.visible() == library.visible()
            assert library.search_terms("woning", 5)[0].passage_id == finished.edition.passages[0].id
            assert store.remove("afspraken")
            assert not store.remove("afspraken")
            with pytest.raises(StoreRefused, match="documents reindex"):
                store.put(make_edition("afspraken", "tekst", model="other/4"))
        assert library.cards() == []


def test_the_door_opens_only_with_the_token_in_a_note_that_is_for_this_user_only(
    settings: LibrarySettings,
) -> None:
    with own(settings, MODEL, service="http://127.0.0.1:8000"):
        owner = current_owner(settings)
        assert owner
        assert owner.door
        assert owner.service == "http://127.0.0.1:8000"
        assert stat.S_IMODE((settings.data / "owner.json").stat().st_mode) == 0o600
        assert httpx.get(owner.door + "/editions").status_code == 403
        wrong = {"Authorization": "Bearer something"}
        assert httpx.get(owner.door + "/editions", headers=wrong).status_code == 403


def test_an_owner_without_a_door_is_waited_for_and_then_named(settings: LibrarySettings) -> None:
    waited: list[object] = []
    with (
        own(settings, MODEL),
        pytest.raises(LibraryInUse, match=f"proces {os.getpid()}"),
        open_store(settings, MODEL, patience=0.0, on_wait=waited.append),
    ):
        pass
    assert len(waited) <= 1
    with open_store(settings, MODEL, patience=0.0) as store:
        assert isinstance(store, Library)


def test_a_killed_owner_leaves_the_library_free(settings: LibrarySettings) -> None:
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom corpus.owner import own\n"
        "from corpus.settings import LibrarySettings\n"
        "with own(LibrarySettings(data=Path(sys.argv[1])), sys.argv[2]):\n"
        "    print('owned', flush=True)\n    time.sleep(60)\n"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(settings.data), MODEL], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    with child.stdout:
        assert child.stdout.readline() == "owned\n"
        assert json.loads((settings.data / "owner.json").read_text())["pid"] == child.pid
        with pytest.raises(LibraryInUse), own(settings, MODEL):
            pass
        child.send_signal(signal.SIGKILL)
        child.wait()
    with own(settings, MODEL) as library:
        assert library.cards() == []


def test_an_edition_survives_the_way_through_the_door_to_the_letter(
    settings: LibrarySettings, make_edition: MakeEdition
) -> None:
    several = [
        make_edition("afspraken", "tekst \U0001f3e0", "nog één", municipalities=("Lindewaard",)),
        make_edition("bod", "iets anders"),
    ]
    with own(settings, MODEL, service="http://127.0.0.1:8000") as library:
        with open_store(settings, MODEL) as store:
            store.put(*several)
        for finished in several:
            edition = finished.edition
            (card,) = library.editions(edition.document_id)
            assert card.description == edition.description
            assert [library.page(edition.id, page.number) for page in edition.pages] == list(edition.pages)
            assert [found.passage for found in library.passages_of(edition.id)] == list(edition.passages)
            assert library.outline(edition.id) == list(edition.outline)
            assert library.original(edition.id) == finished.original
            names = [passage.id for passage in edition.passages]
            assert library.vectors_of(names) == pytest.approx(finished.vectors)


def test_the_door_refuses_what_is_no_edition(settings: LibrarySettings) -> None:
    with own(settings, MODEL, service="http://127.0.0.1:8000") as library:
        owner = current_owner(settings)
        assert owner
        assert owner.door
        token = {"Authorization": f"Bearer {owner.token}"}
        assert httpx.post(owner.door + "/editions", headers=token, content=b"niets").status_code == 409
        file = io.BytesIO()
        np.savez(file, **{"0.edition": np.zeros(3, np.uint8)})  # type: ignore[arg-type]
        assert httpx.post(owner.door + "/editions", headers=token, content=file.getvalue()).status_code == 409
        assert library.cards() == []
