"""The scripts and styles as they are sent."""

import gzip
import json
import re

import pytest
from fastapi.testclient import TestClient

from assistant.answering.texts import Texts
from assistant.service.templates import WEB
from assistant.service.web_files import bare, web_files

SCRIPTS = {path.name: path.read_text("utf-8") for path in (WEB / "static").glob("*.js")}


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


def test_comments_go_and_nothing_else_does() -> None:
    script = """/**
 * What it is for.
 */
// More of that.
const address = "https://example.org/*"; // stays
class Chat {
  /** @type {string | null} */ #id = null;
  text = "/* no comment */";
}
"""
    left = """const address = "https://example.org/*"; // stays
class Chat {
#id = null;
text = "/* no comment */";
}
"""
    assert bare("chat.js", script) == left
    assert bare("chat.css", "/* Why. */\n.a {\n  color: red;\n}\n") == ".a {\ncolor: red;\n}\n"
    assert bare("words.json", '{"a": "/* b */"}') == '{"a": "/* b */"}'
    assert gzip.decompress(web_files()["chat.js"].compressed) == web_files()["chat.js"].content


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_no_script_makes_markup_or_code_from_text_or_asks_another_host(name: str) -> None:
    code = bare(name, SCRIPTS[name])
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
    assert set(re.findall(r"https?://[^\s\"'`]+", code)) <= {"http://www.w3.org/2000/svg"}


def test_every_text_of_the_chat_is_used_and_matches_what_the_service_says() -> None:
    words = json.loads((WEB / "static" / "words.json").read_text("utf-8"))
    used = set(re.findall(r"(?:said|chat)\.([a-zA-Z]+)", "".join(SCRIPTS.values())))
    assert set(words["chat"]) <= used
    assert words["chat"]["anotherPlace"] == Texts().note("another_place")
