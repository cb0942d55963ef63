"""A document says which one it belongs to, how far it got, and where each of that was read."""

from starlette.testclient import TestClient

AGREEMENTS = "lindewaard-prestatieafspraken-2024-2027"


def test_an_addendum_names_the_agreement_that_it_belongs_to(client: TestClient) -> None:
    body = client.get("/v1/documenten/lindewaard-addendum-2026").json()
    assert body["hoortBij"] == {"naam": "Prestatieafspraken Lindewaard 2024–2027", "id": AGREEMENTS}
    assert (body["stadium"], body["ondertekend"]) == ("ondertekend", "2026-04-16")
    told = {entry["veld"]: entry for entry in body["herleiding"]}
    assert told["hoortBij"]["herkomst"] == "bronnenlijst"
    assert told["hoortBij"]["zekerheid"] == 1


def test_an_agreement_that_stands_alone_belongs_to_nothing(client: TestClient) -> None:
    body = client.get(f"/v1/documenten/{AGREEMENTS}").json()
    assert body["hoortBij"] is None
