"""What the running service knows: nothing but its settings at first, and everything a question needs once the library
is open. The command line fills it in the background while `/gezond` already answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from assistant.answering.pipeline import Assistant
from assistant.conversations import Conversations
from assistant.retrieval import Retriever
from assistant.service.settings import ServiceSettings
from corpus.library import Library


@dataclass(frozen=True, slots=True)
class Product:
    """Everything that answering a request needs. `today` gives the day that documents are judged by."""

    library: Library
    retriever: Retriever
    assistant: Assistant
    conversations: Conversations
    today: Callable[[], date]


class ServiceState:
    """Whether the product is ready, and if so the product itself."""

    def __init__(self, settings: ServiceSettings) -> None:
        self.settings = settings
        self.product: Product | None = None
        self.progress = "De bibliotheek wordt geopend."

    def report(self, progress: str) -> None:
        """Say in a Dutch sentence what is being done before questions can be answered."""
        self.progress = progress

    def open(self, product: Product) -> None:
        """Questions can be answered from now on."""
        self.product = product
