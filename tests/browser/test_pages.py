"""The pages without the chat: search and reading, also without JavaScript."""

from playwright.sync_api import Browser, Page, expect


def test_searching_reading_and_turning_the_page_work_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_text("heeft JavaScript nodig")).to_be_visible()
    page.get_by_role("link", name="zelf zoeken").click()
    page.get_by_label("Waar zoekt u naar?").fill("schimmel en vocht")
    page.get_by_role("button", name="Zoeken").click()
    expect(page.locator(".results mark").first).to_be_visible()
    page.get_by_role("group", name="Gemeente").get_by_label("Lindewaard").check()
    page.get_by_role("button", name="Filters toepassen").click()
    assert "gemeente=Lindewaard" in page.url
    page.locator(".results__where a").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
    page.get_by_role("link", name="Volgende").first.click()
    expect(page.locator(".strip")).to_contain_text("Pagina 10 van 13")
    context.close()


def test_a_search_that_finds_nothing_more_says_what_was_searched(page: Page) -> None:
    page.goto("/zoeken?q=huur&soort=visitatie")
    expect(page.get_by_role("status")).to_have_text("Hier is niets over gevonden.")
    expect(page.get_by_text("Dat betekent niet dat er niets is afgesproken.")).to_be_visible()


def test_the_page_of_an_expired_document_says_so_in_words(page: Page) -> None:
    page.goto("/v1/documenten/lindewaard-prestatieafspraken-2020-2023/paginas/2")
    expect(page.locator(".strip .label--verlopen")).to_have_text("verlopen")
    expect(page.get_by_text("Dit document is verlopen.")).to_be_visible()


def test_every_document_of_the_front_page_opens(page: Page) -> None:
    page.goto("/")
    addresses = [link.get_attribute("href") for link in page.locator(".documents__title").all()]
    assert len(addresses) > 10
    for address in addresses:
        assert address
        response = page.request.get(address, headers={"Accept": "text/html"})
        assert response.status == 200
        assert "<h1>" in response.text()
