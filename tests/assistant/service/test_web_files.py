"""The scripts and styles as they are sent."""

import json
import re
import subprocess
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.answering.texts import Texts
from assistant.service.templates import WEB
from assistant.service.web_files import web_files

SCRIPTS = {path.name: path.read_text("utf-8") for path in (WEB / "widget").glob("*.js")}
ESBUILD = WEB.parents[1] / "node_modules" / ".bin" / "esbuild"


def test_a_file_is_sent_compressed_and_again_only_when_it_changed(client: TestClient) -> None:
    plain = client.get("/web/chat.js", headers={"Accept-Encoding": "identity"})
    assert plain.status_code == 200
    assert plain.headers["content-type"].startswith("text/javascript")
    assert "content-encoding" not in plain.headers
    packed = client.get("/web/chat.js", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.headers["vary"] == "Accept-Encoding"
    assert packed.text == plain.text
    again = client.get("/web/chat.js", headers={"If-None-Match": plain.headers["etag"]})
    assert again.status_code == 304
    assert client.get("/web/nergens.js").status_code == 404
    assert client.get("/web/..%2Ftemplates%2Fbase.html").status_code == 404


def test_the_words_come_as_a_module_that_holds_them() -> None:
    module, words = web_files()["words.json.js"], web_files()["words.json"]
    assert json.loads(module.content.decode().removeprefix("export default ")) == json.loads(words.content)
    assert module.media_type == web_files()["chat.js"].media_type


@pytest.mark.skipif(not ESBUILD.exists(), reason="needs esbuild: npm ci")
def test_the_bundles_are_those_of_the_sources(tmp_path: Path) -> None:
    subprocess.run(["node", WEB / "widget" / "build.mjs", tmp_path], check=True)
    for made in tmp_path.iterdir():
        assert made.read_bytes() == web_files()[made.name].content, "make the bundles anew: make widget"


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_no_script_makes_markup_or_code_from_text_or_asks_another_host(name: str) -> None:
    code = SCRIPTS[name]
    for word in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "cookie",
    ):
        assert word not in code
    assert set(re.findall(r"https?://[^\s\"'`]+", code)) <= {
        "http://www.w3.org/2000/svg",
        "https://…/web/widget.js",
    }


def test_every_text_of_the_chat_is_used_and_matches_what_the_service_says() -> None:
    words = json.loads((WEB / "static" / "words.json").read_text("utf-8"))
    used = set(re.findall(r"(?:said|chat)\.([a-zA-Z]+)", "".join(SCRIPTS.values())))
    assert set(words["chat"]) <= used
    assert words["chat"]["anotherPlace"] == Texts().note("another_place")
