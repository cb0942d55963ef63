"""What the service counts, in the text format of Prometheus: never a question, an address or a client."""

from collections import Counter
from collections.abc import Iterator, Mapping
from threading import Lock

_BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """Counters of requests by route and of answers by status, with how long the answers took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._requests: Counter[tuple[str, str, int]] = Counter()
        self._answers: Counter[str] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._feedback: Counter[str] = Counter()

    def request(self, method: str, route: str, status: int) -> None:
        """Count a request; `route` is the template of the path, so that no value of a path is kept."""
        with self._lock:
            self._requests[method, route, status] += 1

    def answer(self, status: str, seconds: float) -> None:
        """Count an answer and how long it took."""
        with self._lock:
            self._answers[status] += 1
            self._seconds += seconds
            self._buckets.update(bucket for bucket in _BUCKETS if seconds <= bucket)

    def feedback(self, verdict: str) -> None:
        """Count what a reader thought of an answer."""
        with self._lock:
            self._feedback[verdict] += 1

    def text(self, gauges: Mapping[str, float], dropped: Mapping[str, int]) -> str:
        """Everything counted so far, with the `gauges` of this moment, as Prometheus reads it.

        `dropped` counts the sentences of a language model that were not shown, by reason.
        """
        with self._lock:
            return "\n".join([*self._lines(gauges, dropped), ""])

    def _lines(self, gauges: Mapping[str, float], dropped: Mapping[str, int]) -> Iterator[str]:
        for name, value in gauges.items():
            yield f"# TYPE afsprakenwijzer_{name} gauge"
            yield f"afsprakenwijzer_{name} {value:g}"
        yield "# TYPE afsprakenwijzer_dropped_sentences_total counter"
        for reason, count in sorted(dropped.items()):
            yield f'afsprakenwijzer_dropped_sentences_total{{reason="{reason}"}} {count}'
        yield "# TYPE afsprakenwijzer_requests_total counter"
        for (method, route, status), count in sorted(self._requests.items()):
            labels = f'method="{method}",route="{route}",status="{status}"'
            yield f"afsprakenwijzer_requests_total{{{labels}}} {count}"
        yield "# TYPE afsprakenwijzer_answers_total counter"
        for outcome, count in sorted(self._answers.items()):
            yield f'afsprakenwijzer_answers_total{{status="{outcome}"}} {count}'
        yield "# TYPE afsprakenwijzer_feedback_total counter"
        for verdict, count in sorted(self._feedback.items()):
            yield f'afsprakenwijzer_feedback_total{{verdict="{verdict}"}} {count}'
        yield "# TYPE afsprakenwijzer_answer_seconds histogram"
        for bucket in _BUCKETS:
            yield f'afsprakenwijzer_answer_seconds_bucket{{le="{bucket:g}"}} {self._buckets[bucket]}'
        yield f'afsprakenwijzer_answer_seconds_bucket{{le="+Inf"}} {self._answers.total()}'
        yield f"afsprakenwijzer_answer_seconds_sum {self._seconds:g}"
        yield f"afsprakenwijzer_answer_seconds_count {self._answers.total()}"
