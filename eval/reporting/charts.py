"""Drawings for the report as SVG; every drawing stands beside the same figures in words, so it is hidden from readers
that speak."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

_BARS = 24


def interval_bar(figure: dict[str, Any], overall: float | None = None) -> Markup:
    """A share as a bar with its interval as a whisker; a thin line where all questions together stand."""
    value, low, high = (100 * figure[name] for name in ("value", "low", "high"))
    line = "" if overall is None else f'<rect class="all" x="{100 * overall:.2f}" width=".6" height="10"/>'
    return _svg(
        "bar",
        "0 0 100 10",
        f'<rect class="back" width="100" height="10"/><rect class="fill" width="{value:.2f}" height="10"/>'
        f'<rect class="whisker" x="{low:.2f}" y="4" width="{max(high - low, 0.4):.2f}" height="2"/>'
        f'<rect class="whisker" x="{low:.2f}" y="2" width=".7" height="6"/>'
        f'<rect class="whisker" x="{high - 0.7:.2f}" y="2" width=".7" height="6"/>{line}',
    )


def difference_bar(low: float, value: float, high: float, most: float, *, good: bool | None) -> Markup:
    """A difference with its interval around zero in the middle; `most` is half of the width.

    `good` colours it: better or worse, None when it may be chance.
    """

    def place(one: float) -> float:
        return 50 + 50 * max(-1.0, min(1.0, one / most)) if most else 50.0

    colour = "whisker" if good is None else "up" if good else "down"
    left, right, dot = place(low), place(high), place(value)
    return _svg(
        "bar",
        "0 0 100 10",
        '<rect class="back" width="100" height="10"/><rect class="all" x="49.7" width=".6" height="10"/>'
        f'<rect class="whisker" x="{left:.2f}" y="4" width="{max(right - left, 0.4):.2f}" height="2"/>'
        f'<rect class="{colour}" x="{dot - 0.9:.2f}" y="1" width="1.8" height="8"/>',
    )


def histogram(values: Sequence[float]) -> dict[str, Any] | None:
    """Milliseconds as bars of equal width up to the 99th percentile; the last bar holds what took longer."""
    if not values:
        return None
    ordered = sorted(values)
    end = max(ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))], 1.0)
    width = end / _BARS
    counts = [0] * _BARS
    for value in ordered:
        counts[min(_BARS - 1, int(value / width))] += 1
    highest = max(counts)
    bars = "".join(
        f'<rect class="fill" x="{10 * n + 1}" y="{60 - 58 * count / highest:.1f}" width="8" '
        f'height="{58 * count / highest:.1f}"/>'
        for n, count in enumerate(counts)
    )
    axis = f'<rect class="all" y="60" width="{10 * _BARS}" height=".7"/>'
    return {
        "svg": _svg("histogram", f"0 0 {10 * _BARS} 61", bars + axis),
        "end": end,
        "most": (round(width * counts.index(highest)), round(width * (counts.index(highest) + 1)), highest),
        "slowest": ordered[-1],
        "of": len(ordered),
    }


def _svg(kind: str, box: str, content: str) -> Markup:
    # Numbers and class names only: nothing that came from a run.
    return Markup(  # noqa: S704
        f'<svg class="{kind}" viewBox="{box}" preserveAspectRatio="none" aria-hidden="true" '
        f'focusable="false">{content}</svg>'
    )
