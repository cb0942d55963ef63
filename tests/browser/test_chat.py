"""The chat as somebody at a keyboard, on a phone, or with a screen reader has it."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from assistant.answering.texts import Texts

QUESTION = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"
QUOTE = "De huur van een zelfstandige sociale huurwoning stijgt per 1 juli 2026 met ten hoogste 3,5%."


def refuse(page: Page, status: int, headers: dict[str, str] | None = None) -> None:
    """Let the service answer questions with a problem, until the route is taken away."""
    problem = {
        "type": "about:blank",
        "title": "Er ging iets mis",
        "status": status,
        "detail": "",
        "instance": "",
    }
    page.route(
        "**/v1/chat",
        lambda route: route.fulfill(
            status=status,
            headers={"Content-Type": "application/problem+json", **(headers or {})},
            body=json.dumps(problem),
        ),
    )


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
        if page.evaluate(
            "document.activeElement.shadowRoot?.activeElement?.matches('.ref[data-source=\"1\"]')"
        ):
            break
    with context.expect_page() as opened:
        page.keyboard.press("Enter")
    source = opened.value
    expect(source.locator("mark").first).to_have_text(QUOTE)
    expect(source.locator("mark").first).to_be_in_viewport()
    expect(source.get_by_text("Dit document is verzonnen")).to_be_attached()
    expect(source.locator(".strip .label--example")).to_be_in_viewport()


def test_sentences_appear_one_by_one_and_are_announced_as_they_are_finished(page: Page) -> None:
    """A slow service is imitated inside the page: the real events, handed over one at a time."""
    page.add_init_script(
        """(() => {
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
        })()"""
    )
    page.goto("/")
    ask(page)
    page.evaluate(
        "new Promise((done) => { const look = () => (window.next ? done() : setTimeout(look, 20)); look(); })"
    )
    expect(page.locator(".state")).to_have_text(re.compile(r"^Ik zoek in \d+ documenten…$"))
    seen = []
    while name := page.evaluate("window.next()"):
        seen.append(name)
        if name == "bronnen":
            expect(page.locator(".state")).to_have_text(re.compile(r"^Ik lees \d+ bron(nen)?…$"))
        if name == "zin":
            expect(page.locator(".sentence")).to_have_count(seen.count("zin"))
            expect(page.locator("[aria-live] p")).to_have_count(seen.count("zin"))
            expect(page.locator(".opinion")).to_have_count(0)
            page.locator("a.ref").first.focus()
    assert seen[0] == "begrepen"
    assert seen[-1] == "klaar"
    assert "zin" in seen
    expect(page.locator(".opinion")).to_be_visible()
    expect(page.locator(".state")).to_have_text(re.compile(r"^AI-antwoord · gezocht in \d+ documenten$"))
    expect(page.locator("a.ref").first).to_be_focused()


def test_only_finished_sentences_are_announced_and_never_the_history(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_have_count(1)
    live = page.locator("[aria-live]")
    expect(live).to_have_count(1)
    expect(live.locator("p").first).to_contain_text("3,5%")
    ask(page, "Hallo")
    expect(page.locator(".exchange").last).to_contain_text("Hallo. Stel uw vraag")
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


def test_pointing_at_a_number_shows_its_source_where_the_list_is_folded(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("/")
    ask(page)
    page.locator("a.ref").first.focus()
    peek = page.locator(".peek")
    expect(peek).to_contain_text("Prestatieafspraken Lindewaard 2024–2027, pagina 3")
    expect(peek).to_contain_text("geldend")
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    described = page.locator("a.ref").first.get_attribute("aria-describedby")
    expect(page.locator(f"[id='{described}']")).to_contain_text("Prestatieafspraken Lindewaard")


def test_nothing_found_says_so_and_offers_to_search(page: Page) -> None:
    page.goto("/")
    question = "Wat is er in Lindewaard afgesproken over parkeervergunningen voor zeppelins?"
    ask(page, question)
    expect(page.locator(".answer")).to_contain_text("niets over gevonden")
    expect(page.locator(".answer .sources")).to_have_count(0)
    page.get_by_role("button", name="Vraag het anders").click()
    expect(page.get_by_label("Uw vraag")).to_have_value(question)
    address = page.get_by_role("link", name="Zoek zelf verder").get_attribute("href")
    assert address
    page.goto(address)
    expect(page.get_by_role("searchbox")).to_have_value(re.compile("zeppelins"))


def test_a_question_back_is_answered_with_a_button_and_another_place_is_typed(page: Page) -> None:
    page.goto("/")
    ask(page, "Hoeveel woningen worden er in mijn gemeente gebouwd?")
    expect(page.locator(".answer")).to_contain_text("Over welke gemeente gaat uw vraag?")
    page.get_by_role("button", name=Texts().note("another_place")).click()
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    expect(page.get_by_label("Uw vraag")).to_have_attribute("placeholder", "Typ de naam van uw gemeente.")
    page.get_by_role("button", name="Lindewaard").click()
    expect(page.locator(".question")).to_have_count(2)
    expect(page.locator(".question").last).to_be_focused()
    expect(page.locator(".exchange").last.locator(".sentence").first).to_contain_text("Lindewaard")
    expect(page.get_by_role("button", name="Kwelrade")).to_be_hidden()


def test_what_was_not_found_stands_beside_what_was(page: Page) -> None:
    page.goto("/")
    ask(page, "Hoeveel mag de huur in Lindewaard in 2026 en in 2031 omhoog?")
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    expect(page.locator(".notes")).to_contain_text("Over 2031 heb ik niets gevonden.")


def test_who_can_help_instead_is_named(page: Page) -> None:
    page.goto("/")
    ask(page, "Is mijn huurverhoging legaal?")
    expect(page.locator(".referrals").get_by_role("link", name="Huurcommissie")).to_be_visible()
    # That this is no question for the documents comes first, what they say in general after it.
    expect(page.locator(".answer .sentence").first).not_to_contain_text("staat")
    expect(page.locator(".answer .sentence").first.locator(".ref")).to_have_count(0)


def test_personal_data_is_left_out_and_that_is_said(page: Page) -> None:
    page.goto("/")
    ask(page, "Mijn bsn is 111222333, wat is er in Lindewaard afgesproken over schimmel?")
    expect(page.locator(".notes")).to_contain_text("Ik heb persoonlijke gegevens uit uw vraag weggelaten.")
    page.reload()
    expect(page.locator(".question")).to_contain_text("schimmel")
    expect(page.locator(".question")).not_to_contain_text("111222333")


def test_a_conversation_survives_reloading_and_is_gone_after_erasing(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_have_count(1)
    page.reload()
    expect(page.locator(".question")).to_contain_text(QUESTION)
    expect(page.locator("a.ref").first).to_be_visible()
    page.get_by_role("button", name="Meer").click()
    page.get_by_role("button", name="Wis gesprek").click()
    expect(page.get_by_text("Dit gesprek voorgoed wissen?")).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "DELETE") as erased:
        page.get_by_role("button", name="Ja, wis het").click()
    assert erased.value.status == 204
    expect(page.locator("[aria-live]")).to_contain_text("Het gesprek is gewist.")
    expect(page.locator(".exchange")).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Bijvoorbeeld")).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)


def test_erasing_that_fails_is_said_and_can_be_tried_again(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    page.route("**/v1/gesprekken/*", lambda route: route.abort())
    page.get_by_role("button", name="Meer").click()
    page.get_by_role("button", name="Wis gesprek").click()
    page.get_by_role("button", name="Ja, wis het").click()
    expect(page.locator(".trouble")).to_contain_text("Het gesprek is nog niet gewist.")
    page.unroute("**/v1/gesprekken/*")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(".exchange")).to_have_count(0)


def test_a_new_conversation_starts_clean_and_an_earlier_question_no_longer_counts(page: Page) -> None:
    page.goto("/")
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    page.get_by_role("button", name="Meer").click()
    page.get_by_role("button", name="Nieuw gesprek").click()
    expect(page.get_by_text("Bijvoorbeeld")).to_be_visible()
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    with page.expect_request("**/v1/chat") as asked:
        ask(page, "en in 2027?")
    assert (asked.value.post_data_json or {})["gesprekId"] is None


def test_what_this_is_and_how_personal_data_is_treated_is_one_button_away(page: Page) -> None:
    page.goto("/")
    more = page.get_by_role("button", name="Meer")
    expect(page.locator(".start")).to_contain_text("Een computerprogramma (AI) zoekt het antwoord")
    expect(more).to_have_attribute("aria-expanded", "false")
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    panel = page.get_by_role("region", name="Meer")
    expect(panel).to_contain_text("U praat met een computerprogramma (AI), niet met een mens.")
    expect(panel).to_contain_text("geen cookies")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(more).to_be_focused()


def test_policy_staff_can_ask_for_their_own_kind_of_answer(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Meer").click()
    page.get_by_label("Antwoorden voor").select_option("beleidsmedewerkers")
    page.get_by_role("button", name="Meer").click()
    with page.expect_request("**/v1/chat") as asked:
        ask(page)
    assert (asked.value.post_data_json or {})["doelgroep"] == "beleid"


def test_a_failure_keeps_the_question_and_trying_again_answers_it(page: Page) -> None:
    page.goto("/")
    refuse(page, 500)
    ask(page)
    expect(page.locator(".trouble")).to_contain_text("Het lukt nu even niet. Uw vraag is bewaard.")
    page.reload()
    expect(page.locator(".trouble")).to_contain_text("Deze vraag is nog niet beantwoord.")
    page.unroute("**/v1/chat")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(".question")).to_be_focused()
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    expect(page.locator(".question")).to_have_count(1)
    expect(page.locator(".trouble")).to_have_count(0)


@pytest.mark.parametrize(("status", "words"), [(429, "te veel vragen achter elkaar"), (503, "nu druk")])
def test_who_has_to_wait_is_told_how_long_and_when_it_is_over(page: Page, status: int, words: str) -> None:
    page.clock.install()
    page.goto("/")
    refuse(page, status, {"Retry-After": "30"})
    ask(page)
    trouble = page.locator(".trouble")
    expect(trouble).to_contain_text(words)
    expect(trouble).to_contain_text("Probeer het over 30 seconden opnieuw.")
    page.clock.run_for(12_000)
    expect(trouble).to_contain_text("Probeer het over 18 seconden opnieuw.")
    page.clock.run_for(19_000)
    expect(trouble).to_contain_text("U kunt het nu opnieuw proberen.")
    page.unroute("**/v1/chat")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(".sentence").first).to_contain_text("3,5%")


def test_without_a_connection_the_reader_is_told_so_and_can_go_on_later(
    context: BrowserContext, page: Page
) -> None:
    page.goto("/")
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    context.set_offline(True)
    ask(page)
    expect(page.locator(".trouble")).to_contain_text("U bent niet verbonden met internet.")
    context.set_offline(False)
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.locator(".sentence").first).to_contain_text("3,5%")


def test_a_stream_that_breaks_off_keeps_its_sentences_and_says_that_it_is_not_whole(page: Page) -> None:
    page.goto("/")

    def break_off(route: Route) -> None:
        response = route.fetch()
        whole = response.text()
        route.fulfill(response=response, body=whole[: whole.index("event: klaar")])

    page.route("**/v1/chat", break_off)
    ask(page)
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    expect(page.locator(".state")).to_have_text("Dit antwoord is niet af.")
    expect(page.locator(".trouble")).to_contain_text("De verbinding is weggevallen. Uw vraag is bewaard.")


def test_a_question_that_is_too_long_is_kept_whole_and_the_error_belongs_to_the_field(page: Page) -> None:
    page.goto("/")
    field = page.get_by_label("Uw vraag")
    field.fill("huur " * 170)
    expect(page.get_by_text("Nog 151 tekens over")).to_be_visible()
    ask(page, "huur " * 201)
    error = page.locator(".error", has_text="Uw vraag is 4 tekens te lang.")
    expect(error).to_be_visible()
    expect(field).to_have_value("huur " * 201)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("4 tekens te lang"))
    expect(page.locator(".exchange")).to_have_count(0)
    field.fill("huur")
    expect(error).to_be_hidden()
    ask(page, "  ")
    expect(field).to_have_accessible_description(re.compile("Typ eerst uw vraag."))


def test_what_is_typed_is_still_there_after_another_page(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Uw vraag").fill("Hoeveel mag de hu")
    page.goto("/zoeken")
    page.goto("/")
    expect(page.get_by_label("Uw vraag")).to_have_value("Hoeveel mag de hu")


def test_an_opinion_is_sent_once_and_thanked_for(page: Page) -> None:
    page.goto("/")
    ask(page)
    with page.expect_response("**/v1/terugkoppelingen") as sent:
        page.get_by_role("button", name="Nuttig", exact=True).click()
    assert sent.value.status == 201
    expect(page.locator(".opinion")).to_have_text("Bedankt, uw oordeel is bewaard.")


def test_who_is_not_helped_says_why(page: Page) -> None:
    page.goto("/")
    ask(page)
    page.get_by_role("button", name="Niet nuttig").click()
    expect(page.get_by_label("Het klopt niet met de bron")).to_be_focused()
    page.get_by_label("Er ontbreekt iets").check()
    page.get_by_label("Wilt u iets toelichten?").fill("Bel mij op 06-12345678")
    with page.expect_response("**/v1/terugkoppelingen") as sent:
        page.get_by_role("button", name="Verstuur").click()
    assert sent.value.status == 201
    stored = sent.value.json()
    assert stored["oordeel"] == "fout"
    assert stored["redenen"] == ["onvolledig"]
    assert "12345678" not in stored["toelichting"]
    expect(page.locator(".opinion")).to_have_text("Bedankt, uw oordeel is bewaard.")
    expect(page.locator(".reasons")).to_have_count(0)


def test_an_answer_is_copied_with_its_sources(context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/")
    ask(page)
    page.get_by_role("button", name="Kopieer met bronnen").click()
    expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(QUESTION)
    assert "3,5%" in copied
    assert "[1] Prestatieafspraken Lindewaard 2024–2027 · Prestatieafspraken 2024–2027 · Lindewaard" in copied
    assert "geldend" in copied
    assert re.search(r"http://127\.0\.0\.1:\d+/v1/documenten/\S+#citaat", copied)
    assert "computerprogramma (AI)" in copied


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
