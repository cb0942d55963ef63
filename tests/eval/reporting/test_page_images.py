"""The report shows the page behind a wrong answer, with the quote marked, and does without when there is none."""

import io
from pathlib import Path

from PIL import Image
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from eval.reporting import fetch_images, write_report
from eval.reporting.page_images import kept_images
from tests.eval.conftest import PAGES, Service
from tests.eval.scored_runs import asked

GOLD = {"document": "lindewaard", "page": 7, "quote": "per 1 juli 2026  met ten hoogste 3,5%."}
WRONG = {"question": "wat?", "expect": {"status": "nietGevonden", "passages": [GOLD]}}


def with_images(service: Service) -> Starlette:
    """The scripted service, whose page 7 has a picture of 200 by 100 points."""

    async def page(request: Request) -> Response:
        number = request.path_params["number"]
        marked = [[10, 20, 60, 30]] if "van" in request.query_params else []
        return JSONResponse(
            {
                "tekst": PAGES[number],
                "markeringen": [[int(request.query_params["van"]), 5]] if marked else [],
                "vlakken": marked,
                "breedte": 200,
                "hoogte": 100,
                "afbeeldingUrl": "/picture",
            }
        )

    async def picture(_: Request) -> Response:
        content = io.BytesIO()
        Image.new("RGB", (400, 200), "white").save(content, "PNG")
        return Response(content.getvalue(), media_type="image/png")

    return Starlette(
        routes=[
            Route("/v1/documenten/lindewaard/paginas/{number:int}", page),
            Route("/picture", picture),
            Mount("/", app=service.app()),
        ]
    )


def test_the_gold_quote_is_marked_on_a_small_picture_in_the_report(tmp_path: Path, service: Service) -> None:
    run = asked(tmp_path / "run", service, WRONG)
    assert fetch_images(run, app=with_images(service)) == 1
    kept = kept_images(run.folder)["v0"][0]
    assert (kept.role, kept.page, kept.marked) == ("gold", 7, True)
    with Image.open(run.folder / "pages" / kept.file) as image:
        inside, outside = image.getpixel((70, 50)), image.getpixel((200, 150))
    assert isinstance(inside, tuple)
    assert inside[2] < 200
    assert outside == (255, 255, 255)
    write_report(run)
    html = (run.folder / "report.html").read_text("utf-8")
    assert html.count('src="data:image/jpeg;base64,') == 1
    assert "met de passage gemarkeerd" in html


def test_a_service_without_pictures_gives_a_report_without(tmp_path: Path, service: Service) -> None:
    run = asked(tmp_path / "run", service, WRONG)
    assert fetch_images(run, app=service.app()) == 0
    assert "<img" not in write_report(run).read_text("utf-8")


def test_what_is_no_picture_is_left_out(tmp_path: Path, service: Service) -> None:
    run = asked(tmp_path / "run", service, WRONG)
    app = with_images(service)

    async def nonsense(_: Request) -> Response:
        return Response(b"no picture", media_type="image/png")

    app.router.routes.insert(0, Route("/picture", nonsense))
    assert fetch_images(run, app=app) == 0
