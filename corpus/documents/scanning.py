"""Turns a built PDF into one that looks scanned: grey images of its pages, slightly askew, without any text."""

import math

import numpy as np
import numpy.typing as npt

DPI = 150
LEVELS = 16  # shades of grey: few, so that the file stays small
PAPER, INK = 246.0, 38.0  # an old copier gives neither white nor black
# Degrees by which the sheets lie askew on the glass, by turns.
ASKEW = (0.45, -0.3, 0.2, -0.55)


def scanned(pdf: bytes) -> list[npt.NDArray[np.uint8]]:
    """The pages of `pdf` as grey images of shape (height, width), `DPI` dots per inch.

    The same input gives the same pixels: the dust and the grain come from a generator with a fixed seed.
    """
    import pypdfium2 as pdfium

    dust = np.random.Generator(np.random.PCG64(1))
    with pdfium.PdfDocument(pdf) as document:
        sheets = [page.render(scale=DPI / 72, grayscale=True).to_numpy() for page in document]
    return [_copied(np.squeeze(s), ASKEW[i % len(ASKEW)], dust) for i, s in enumerate(sheets)]


def _copied(sheet: npt.NDArray[np.uint8], degrees: float, dust: np.random.Generator) -> npt.NDArray[np.uint8]:
    page = INK + _turned(sheet.astype(np.float64), degrees) * (PAPER - INK) / 255
    # Grain only where there is ink, so that the empty paper compresses well.
    page += np.where(page < 200, dust.integers(-14, 15, page.shape), 0)
    for _ in range(160):
        y, x = (int(dust.integers(0, size - 2)) for size in page.shape)
        page[y : y + int(dust.integers(1, 3)), x : x + int(dust.integers(1, 3))] = 120
    page[:, :9] = 170  # the shadow along the edge of the glass
    step = 255 / (LEVELS - 1)
    return np.asarray(np.round(np.clip(page, 0, 255) / step) * step, np.uint8)


def _turned(image: npt.NDArray[np.float64], degrees: float) -> npt.NDArray[np.float64]:
    """`image` turned about its middle, same size, bilinear; what comes from outside is paper."""
    height, width = image.shape
    cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    y, x = y - height / 2, x - width / 2
    from_x = cosine * x + sine * y + width / 2
    from_y = cosine * y - sine * x + height / 2
    left, top = np.floor(from_x).astype(int), np.floor(from_y).astype(int)
    across, down = from_x - left, from_y - top
    padded = np.pad(image, 1, constant_values=255)
    left, top = np.clip(left + 1, 0, width), np.clip(top + 1, 0, height)
    upper = padded[top, left] * (1 - across) + padded[top, left + 1] * across
    lower = padded[top + 1, left] * (1 - across) + padded[top + 1, left + 1] * across
    return np.asarray(upper * (1 - down) + lower * down)
