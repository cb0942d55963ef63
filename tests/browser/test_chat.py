"""The chat as somebody at a keyboard, on a phone, or with a screen reader has it."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

QUESTION = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"
QUOTE = "De huur van een zelfstandige sociale huurwoning stijgt per 1 juli 2026 met ten hoogste 3,5%."


def ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Uw vraag").fill(question)
    page.keyboard.press("Enter")


def test_a_question_is_asked_and_its_source_opened_by_keyboard_alone(
    context: BrowserContext, page: Page
) -> None:
    page.goto("/")
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.shadowRoot?.activeElement?.id") == "vraag":
            break
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    sentence = page.locator(".sentence").first
    expect(sentence).to_contain_text("ten hoogste 3,5%")
    expect(page.locator(".sources")).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.shadowRoot?.activeElement?.classList.contains('ref')"):
            break
    with context.expect_page() as opened:
        page.keyboard.press("Enter")
    source = opened.value
    expect(source.locator("mark").first).to_have_text(QUOTE)
    expect(source.locator("mark").first).to_be_in_viewport()
    expect(source.get_by_text("Dit document is verzonnen")).to_be_attached()
    expect(source.locator(".strip .label--example")).to_be_in_viewport()


def test_the_highlight_on_the_page_lies_over_the_ink_of_the_quote(
    context: BrowserContext, page: Page
) -> None:
    """Rows of pixels under the highlight are compared with the same rows beside the text: ink, and margin."""
    page.goto("/")
    ask(page)
    address = page.locator("a.ref").first.get_attribute("href")
    assert address
    page.goto(address)
    page.locator("svg.sheet__page image").wait_for()
    found = page.evaluate(
        """async () => {
          const svg = document.querySelector("svg.sheet__page");
          const rect = svg.querySelector("rect");
          const image = new Image();
          image.src = svg.querySelector("image").href.baseVal;
          await image.decode();
          const scale = image.width / svg.viewBox.baseVal.width;
          const canvas = new OffscreenCanvas(image.width, image.height);
          const drawing = canvas.getContext("2d");
          drawing.drawImage(image, 0, 0);
          const ink = (x, y, width, height) => {
            const { data } = drawing.getImageData(x * scale, y * scale, width * scale, height * scale);
            let dark = 0;
            for (let i = 0; i < data.length; i += 4) if (data[i] + data[i + 1] + data[i + 2] < 384) dark++;
            return dark / (data.length / 4);
          };
          const [x, y, w, h] = ["x", "y", "width", "height"].map((name) => rect[name].baseVal.value);
          return { rects: svg.querySelectorAll("rect").length, over: ink(x, y, w, h), above: ink(x, y - 2, w, 2),
                   right: ink(x + w, y, 30, h), fill: getComputedStyle(rect.closest(".sheet__marks")).mixBlendMode };
        }"""
    )
    assert found["rects"] == 1
    assert found["over"] > 0.05
    assert found["above"] < 0.01
    assert found["right"] == 0
    assert found["fill"] == "multiply"


def test_sentences_appear_one_by_one_and_are_announced_as_they_are_finished(page: Page) -> None:
    """A slow service is imitated inside the page: the real events, handed over one at a time."""
    page.goto("/")
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    page.evaluate(
        """() => {
          const real = window.fetch;
          window.fetch = async (address, options) => {
            if (!String(address).endsWith("/v1/chat")) return real(address, options);
            const blocks = (await (await real(address, options)).text()).split("\\n\\n").filter(Boolean);
            const body = new ReadableStream({ start(stream) {
              const encoder = new TextEncoder();
              window.next = () => {
                const block = blocks.shift();
                if (block) stream.enqueue(encoder.encode(block + "\\n\\n")); else stream.close();
                return block?.match(/^event: (\\w+)/)?.[1] ?? "";
              };
            } });
            return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
          };
        }"""
    )
    ask(page)
    page.evaluate(
        "new Promise((done) => { const look = () => (window.next ? done() : setTimeout(look, 20)); look(); })"
    )
    expect(page.locator(".working")).to_have_text(re.compile(r"^Ik zoek in \d+ documenten…$"))
    seen = []
    while name := page.evaluate("window.next()"):
        seen.append(name)
        if name == "bronnen":
            expect(page.locator(".working")).to_have_text(re.compile(r"^Ik lees \d+ bron(nen)?…$"))
        if name == "zin":
            expect(page.locator(".sentence")).to_have_count(seen.count("zin"))
            expect(page.locator("[aria-live] p")).to_have_count(seen.count("zin"))
            expect(page.locator(".opinion")).to_have_count(0)
            page.locator("a.ref").first.focus()
    assert seen[0] == "begrepen"
    assert seen[-1] == "klaar"
    assert "zin" in seen
    expect(page.locator(".opinion")).to_be_visible()
    expect(page.locator(".working")).to_have_count(0)
    expect(page.locator("a.ref").first).to_be_focused()


def test_only_finished_sentences_are_announced_and_never_the_history(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_have_count(1)
    live = page.locator("[aria-live]")
    expect(live).to_have_count(1)
    expect(live.locator("p").first).to_contain_text("3,5%")
    ask(page, "Hallo")
    expect(page.locator(".opinion")).to_have_count(2)
    expect(live).not_to_contain_text("3,5%")


def test_the_number_in_a_sentence_and_its_source_light_up_together(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    number = page.locator("a.ref").first
    number.focus()
    expect(page.locator(".source").first).to_have_class(re.compile(r"\blit\b"))
    page.get_by_label("Uw vraag").focus()
    expect(page.locator(".source").first).not_to_have_class(re.compile(r"\blit\b"))
    page.locator(".source").first.hover()
    expect(number).to_have_class(re.compile(r"\blit\b"))


def test_nothing_found_says_so_and_offers_to_search(page: Page) -> None:
    page.goto("/")
    ask(page, "Wat is er in Lindewaard afgesproken over parkeervergunningen voor zeppelins?")
    expect(page.locator(".answer")).to_contain_text("niets over gevonden")
    expect(page.locator(".answer .sources")).to_have_count(0)
    expect(page.get_by_role("link", name="Zoek zelf verder")).to_be_visible()


def test_a_conversation_survives_reloading_and_is_gone_after_erasing(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_have_count(1)
    page.reload()
    expect(page.locator(".question")).to_contain_text(QUESTION)
    expect(page.locator("a.ref").first).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "DELETE") as erased:
        page.get_by_role("button", name="Wis gesprek").click()
    assert erased.value.status == 204
    expect(page.locator(".exchange")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Bijvoorbeeld:")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)


def test_a_failure_keeps_the_question_and_trying_again_answers_it(page: Page) -> None:
    page.goto("/")
    problem = {
        "type": "about:blank",
        "title": "Er ging iets mis",
        "status": 500,
        "detail": "",
        "instance": "",
    }

    def fail(route: Route) -> None:
        route.fulfill(status=500, content_type="application/problem+json", body=json.dumps(problem))

    page.route("**/v1/chat", fail)
    ask(page)
    expect(page.locator(".trouble")).to_contain_text("Het lukt nu even niet. Uw vraag is bewaard.")
    page.unroute("**/v1/chat", fail)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    expect(page.locator(".question")).to_have_count(1)
    expect(page.locator(".trouble")).to_have_count(0)


def test_without_a_connection_the_reader_is_told_so(context: BrowserContext, page: Page) -> None:
    page.goto("/")
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    context.set_offline(True)
    ask(page)
    expect(page.locator(".trouble")).to_contain_text("U bent niet verbonden met internet.")
    context.set_offline(False)


def test_an_opinion_is_sent_once_and_thanked_for(page: Page) -> None:
    page.goto("/")
    ask(page)
    with page.expect_response("**/v1/terugkoppelingen") as sent:
        page.get_by_role("button", name="Ja", exact=True).click()
    assert sent.value.status == 201
    expect(page.locator(".opinion")).to_have_text("Bedankt, uw oordeel is bewaard.")


def test_a_question_is_shown_as_text_and_never_as_markup(page: Page) -> None:
    page.goto("/")
    ask(page, "<img src=x onerror=alert(1)> huur in Lindewaard?")
    expect(page.locator(".question")).to_contain_text("<img src=x")
    expect(page.locator(".opinion")).to_have_count(1)
    assert page.locator("afsprakenwijzer-chat img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_everything_fits_and_the_chat_is_readable_at_every_width(
    page: Page, width: int, scheme: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    shots = tmp_path_factory.getbasetemp() / "screenshots"
    page.screenshot(path=shots / f"chat-{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    size = page.locator(".sentence").first.evaluate(
        "element => parseFloat(getComputedStyle(element).fontSize)"
    )
    assert size >= 18
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(255, 255, 255)") == (scheme == "light")
    folded = page.locator(".sources").first.evaluate("element => !element.open")
    assert folded == (width < 640)
    address = page.locator("a.ref").first.get_attribute("href")
    assert address
    page.goto(address)
    page.screenshot(path=shots / f"page-{width}-{scheme}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(page.locator("mark").first).to_be_in_viewport()
