"""Shows a scored run to people: one self-contained page, a table in the terminal, and JUnit for other programs."""

from eval.reporting.junit import JUNIT, write_junit
from eval.reporting.page import REPORT, write_comparison, write_report
from eval.reporting.page_images import fetch_images
from eval.reporting.sentences import headline, remarks
from eval.reporting.terminal import show_comparison, show_scores

__all__ = [
    "JUNIT",
    "REPORT",
    "fetch_images",
    "headline",
    "remarks",
    "show_comparison",
    "show_scores",
    "write_comparison",
    "write_junit",
    "write_report",
]  # fmt: skip
