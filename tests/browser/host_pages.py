"""Other people's websites: pages at an origin of their own that use the chat, friendly and hostile ones."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

FILLER = "<p>Hier staat gewone tekst van de website.</p>" * 30


class Website:
    """Pages by path, each with its headers; `origin` is where they are served from."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self._pages: dict[str, tuple[str, dict[str, str]]] = {}

    def page(self, path: str, body: str, headers: dict[str, str] | None = None) -> str:
        """Put a page at a path; its address."""
        self._pages[path] = (body, headers or {})
        return self.origin + path

    def found(self, path: str) -> tuple[str, dict[str, str]] | None:
        return self._pages.get(path)


@contextmanager
def website() -> Iterator[Website]:
    """A website that runs; its pages are put on it later."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = served.found(self.path)
            self.send_response(200 if found else 404)
            body, headers = found or ("", {})
            for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        served = Website(f"http://127.0.0.1:{running.server_port}")
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield served
        running.shutdown()
        thread.join()


def launcher_tag(service: str, name: str) -> str:
    """What a website puts on a page for the button."""
    return f'<script type="module" src="{service}/web/widget.js" data-site="{name}"></script>'


def plain_page(service: str, name: str) -> str:
    """An ordinary page with the button."""
    return (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Een gemeente</title>'
        '<meta name="viewport" content="width=device-width"><style>body { max-width: 50rem; }</style>'
        f"<h1>Een gemeente</h1>{FILLER}{launcher_tag(service, name)}"
    )


def strict_policy(service: str, nonce: str) -> dict[str, str]:
    """The strictest content policy that the widget works under; the nonce is for the page's own script and style."""
    return {
        "Content-Security-Policy": f"default-src 'none'; script-src {service} 'nonce-{nonce}'; "
        f"style-src 'nonce-{nonce}'; connect-src {service}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'"
    }


def hostile_page(service: str, name: str, nonce: str) -> str:
    """A page that resets every style, piles things up, and has changed what scripts build on."""
    return f"""<!doctype html><html lang="nl"><meta charset="utf-8"><title>Een lastige website</title>
<style nonce="{nonce}">
  * {{ all: unset; }}
  html {{ font-size: 62.5%; }}
  body {{ transform: rotate(0.01deg); filter: grayscale(1); letter-spacing: 1em; text-transform: uppercase; }}
  body {{ visibility: hidden; }}
  body > * {{ display: none !important; opacity: 0.1; font: 5px/0.5 fantasy !important; color: red !important; }}
  div, dialog, button, afsprakenwijzer-chat {{ position: absolute !important; left: -9999px !important; }}
  div, dialog, button, afsprakenwijzer-chat {{ pointer-events: none !important; }}
  .on-top {{ display: block !important; position: fixed; inset: 0; z-index: 2147483647; background: black; }}
</style>
<h1>Een lastige website</h1><div class="on-top">Alles van mij</div>
<script nonce="{nonce}">
  for (const name of ["at", "concat", "every", "filter", "find", "flat", "flatMap", "forEach", "includes",
                      "indexOf", "join", "map", "pop", "push", "reduce", "reverse", "shift", "slice", "some",
                      "sort", "splice"]) {{
    Array.prototype[name] = () => {{ throw new Error("Array.prototype." + name + " is of this page"); }};
  }}
  Array.prototype.toJSON = Object.prototype.toJSON = () => "not what you think";
  Array.prototype.extra = Object.prototype.extra = "counted by for-in";
  Promise.all = Promise.allSettled = () => {{ throw new Error("Promise is of this page"); }};
  Promise.prototype.then = Promise.prototype.finally = () => {{ throw new Error("then is of this page"); }};
  addEventListener("load", () => setTimeout(() => {{
    window.fetch = JSON.stringify = JSON.parse = () => {{ throw new Error("fetch is of this page"); }};
    window.Promise = class {{}};
  }}, 300));
</script>
{launcher_tag(service, name)}"""
