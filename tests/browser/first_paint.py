"""How soon the widget is painted after its script has come: `python -m tests.browser.first_paint ADDRESS`.

ADDRESS is that of a running service. The button is measured on a page of its own in fresh browsers, and so is the
chat in a page, whose site is given here. Milliseconds from the end of loading `widget.js` to the first frame that
shows it; a figure of this machine, with the network left out.
"""

import os
import shutil
import statistics
import sys

from playwright.sync_api import Browser, Route, sync_playwright

from tests.browser.host_pages import FILLER, launcher_tag

RUNS = 20
HEAD = '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Een gemeente</title><h1>Een gemeente</h1>'
SHOWN = {
    "the button": "document.querySelector('body > div')?.shadowRoot?.querySelector('.open:popover-open')",
    "the chat in a page": "document.querySelector('afsprakenwijzer-chat')?.shadowRoot?.querySelector('.composer')",
}
# A message that is sent in the frame in which it stands arrives when that frame has been painted.
WATCH = """new Promise((done) => {
  const look = () => {
    if (!(%s)) return requestAnimationFrame(look);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      const script = performance.getEntriesByName("%s/web/widget.js")[0];
      done(performance.now() - script.responseEnd);
    };
    port2.postMessage(null);
  };
  look();
})"""


def measure(browser: Browser, service: str, what: str) -> float:
    """Milliseconds in a fresh browser."""
    tag = launcher_tag(service, "voorbeeld")
    inside = tag.replace(' data-site="voorbeeld"', "") + "<afsprakenwijzer-chat></afsprakenwijzer-chat>"
    body = HEAD + FILLER + (tag if what == "the button" else inside)

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/html")

    context = browser.new_context()
    page = context.new_page()
    page.route("**/een-pagina", answer)
    page.goto(f"{service}/een-pagina", wait_until="commit")
    took = float(page.evaluate(WATCH % (SHOWN[what], service)))
    context.close()
    return took


def main() -> None:
    """Print the median and the slowest of each."""
    service = sys.argv[1].rstrip("/")
    executable = os.environ.get("AFSPRAKENWIJZER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        for what in SHOWN:
            times = sorted(measure(browser, service, what) for _ in range(RUNS))
            print(
                f"{what}: median {statistics.median(times):.0f} ms, slowest {times[-1]:.0f} ms of {RUNS} runs"
            )
        browser.close()


if __name__ == "__main__":
    main()
