"""A scored run as JUnit XML, for programs that show test results: one test case a question."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from eval.reporting.words import FAILED
from eval.scored import ScoredRun

JUNIT = "junit.xml"
# What XML 1.0 cannot hold, whatever an answer holds.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_junit(run: ScoredRun) -> Path:
    """Write `junit.xml` into the folder of the run: an error is a question without an answer, a failure an answer
    that is not good, skipped one that cannot be judged."""
    cases = list(run.cases.values())
    suite = ET.Element(
        "testsuite",
        name="eval",
        tests=str(len(cases)),
        failures=str(sum(case["good"] is False and case["error"] is None for case in cases)),
        errors=str(sum(case["error"] is not None for case in cases)),
        skipped=str(sum(case["good"] is None for case in cases)),
        time=f"{sum(case['ms'] or 0 for case in cases) / 1000:.3f}",
    )
    for case in cases:
        seconds = f"{(case['ms'] or 0) / 1000:.3f}"
        test = ET.SubElement(
            suite, "testcase", classname=f"eval.{case['persona']}", name=case["id"], time=seconds
        )
        if case["error"] is not None:
            ET.SubElement(test, "error", message=_clean(case["error"]))
        elif case["good"] is None:
            ET.SubElement(test, "skipped")
        elif not case["good"]:
            why = [FAILED[name] for name, passed in case["checks"].items() if passed is False]
            question = run.questions.get(case["id"])
            failure = ET.SubElement(test, "failure", message=_clean("; ".join(why)))
            failure.text = _clean(question.question) if question else None
    path = run.folder / JUNIT
    ET.ElementTree(suite).write(path, encoding="utf-8", xml_declaration=True)
    return path


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
