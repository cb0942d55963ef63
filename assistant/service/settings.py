"""Settings of the service: where it listens, which sites may embed the chat, and how much one client may ask."""

from collections import Counter

from pydantic import Field, field_validator

from assistant.service.site import Site
from corpus.settings import Settings


class ServiceSettings(Settings):
    """How the service listens and what it allows."""

    host: str = Field("127.0.0.1", description="Address to listen on; only this machine by default.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    sites: tuple[Site, ...] = Field((), description="Websites that may embed the chat; none by default.")
    questions_per_minute: int = Field(
        60,
        ge=0,
        le=100_000,
        description="Questions that one client may ask in a minute; 0 sets no limit. This machine itself is "
        "never limited: behind a proxy on this machine clients are told apart by X-Forwarded-For.",
    )
    max_body_bytes: int = Field(65_536, ge=1_024, le=10_000_000, description="Largest request body accepted.")
    retention_days: int = Field(
        30,
        ge=0,
        le=3_650,
        description="Days without use after which a conversation is erased; 0 keeps what was used in the last hour.",
    )
    max_cached_pages: int = Field(32, ge=1, le=1_000, description="Drawn pages that are kept in memory.")

    @classmethod
    def table(cls) -> str:
        return "service"

    @field_validator("sites")
    @classmethod
    def _one_of_each_name(cls, sites: tuple[Site, ...]) -> tuple[Site, ...]:
        twice = [name for name, count in Counter(site.name for site in sites).items() if count > 1]
        if twice:
            raise ValueError(f"de site '{twice[0]}' staat er twee keer in")
        return sites

    def site(self, name: str | None) -> Site | None:
        """The site of that name; None for one that is not in the list."""
        return next((site for site in self.sites if site.name == name), None)

    def origins(self) -> list[str]:
        """Every origin that a page with the chat may be served from."""
        return [origin for site in self.sites for origin in site.origins]
