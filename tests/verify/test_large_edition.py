"""Storing an edition of 1,500 pages takes little memory beside the edition itself."""

import pytest

from tests.verify.large_edition import measure


@pytest.mark.verify
def test_a_very_large_edition_is_stored_without_a_peak() -> None:
    peaks = measure()
    print(peaks)
    # The embedding model and the readers come on top of this; the whole must stay under 1,500 MB.
    assert peaks["direct"] < 900
    assert peaks["owner"] - peaks["ownerIdle"] < 400
    assert peaks["sender"] < 900
