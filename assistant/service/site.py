"""A website that may embed the chat: where it is, how the chat looks there, and what it starts with."""

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, HttpUrl, StringConstraints, model_validator

from assistant.answering.contract import Audience
from assistant.service.incoming import FiltersIn

_ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
# What the accent colours stand on: the paper of the chat in light and in dark (tokens.css).
_PAPER, _DARK_PAPER = "#ffffff", "#15191a"


def _origin(text: str) -> str:
    """An origin as a browser sends it: scheme, host and a port that is not the usual one; nothing behind it."""
    parts = urlsplit(text)
    secure = parts.scheme == "https" or parts.hostname in {"localhost", "127.0.0.1"}
    if not secure or parts.scheme not in {"http", "https"} or text != f"{parts.scheme}://{parts.netloc}":
        raise ValueError(f"'{text}' is geen adres zoals https://www.voorbeeld.nl (zonder pad, met https)")
    if text != text.lower() or "@" in text or "*" in text:
        raise ValueError(f"'{text}' moet in kleine letters, zonder naam of sterretje")
    return text


Origin = Annotated[str, AfterValidator(_origin)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=150)]


class Colours(BaseModel):
    """The accent colour of a site and what is written on it, for light and for dark; what is left out is ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    accent: Colour | None = None
    on_accent: Colour | None = None
    accent_dark: Colour | None = None
    on_accent_dark: Colour | None = None

    @model_validator(mode="after")
    def _readable(self) -> "Colours":
        pairs = (
            (self.accent, _PAPER, "accent op wit"),
            (self.on_accent, self.accent, "on_accent op accent"),
            (self.accent_dark, _DARK_PAPER, "accent_dark op donker"),
            (self.on_accent_dark, self.accent_dark, "on_accent_dark op accent_dark"),
        )
        for one, other, name in pairs:
            if one and other and contrast(one, other) < _ENOUGH_CONTRAST:
                found = f"{contrast(one, other):.1f}".replace(".", ",")
                raise ValueError(f"{name} heeft te weinig contrast: {found} (minstens 4,5)")
        if bool(self.accent) != bool(self.on_accent) or bool(self.accent_dark) != bool(self.on_accent_dark):
            raise ValueError("geef bij een accentkleur ook de kleur van de letters daarop")
        return self


class Site(BaseModel):
    """What the service knows of a website. The name is public: it stands in the page and gives no rights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z0-9-]{1,60}$")
    origins: tuple[Origin, ...] = Field(min_length=1, max_length=20)
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)] | None = None
    opening: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)] | None = (
        None
    )
    questions: tuple[Line, ...] = Field((), max_length=5)
    audience: Audience = Audience.HUURDER
    filters: FiltersIn = FiltersIn()
    colours: Colours = Colours()
    # Of all visitors of the site together; 0 sets no limit of its own.
    questions_per_minute: int = Field(0, ge=0, le=100_000)
    privacy_url: HttpUrl | None = None


def contrast(one: str, other: str) -> float:
    """The contrast of two colours "#rrggbb", 1 to 21 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(part, 16) / 255 for part in re.findall("..", colour[1:])]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
