"""An ingestion that is killed and run again leaves the library that an undisturbed run leaves."""

from pathlib import Path

import pytest

from tests.verify.kills import kill_often


def test_a_few_kills_leave_the_same_library(tmp_path: Path) -> None:
    outcome = kill_often(tmp_path, kills=3, files=20)
    assert outcome.wrong == []


@pytest.mark.verify
def test_fifty_kills_at_random_moments_leave_the_same_library_each_time(tmp_path: Path) -> None:
    outcome = kill_often(tmp_path, kills=50, files=200, say=print)
    assert outcome.wrong == []
    # The moments are spread over the whole run: libraries of every state were seen.
    assert outcome.states["some of both"] > 20
