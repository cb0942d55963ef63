"""The chat model that settings name, through LangChain: a server with OpenAI's protocol, or a provider's package."""

from typing import Any

from corpus.errors import Explained

# Extras of pyproject.toml that bring a provider's package.
_EXTRAS = {
    "anthropic": "anthropic",
    "google_genai": "google",
    "mistralai": "mistral",
    "ollama": "ollama",
}


class ModelUnusable(Explained):
    """The configured language model cannot be used at all; the message says what to install or to change."""


def provider(name: str | None) -> str:
    """The provider in a name such as "openai:NAME"."""
    return (name or "").partition(":")[0]


def chat_model(
    name: str | None, url: object, key: str | None, seconds: float, setting: str, **options: Any
) -> Any:
    """The chat model `name` ("openai:NAME"), at `url` when it runs on a server of one's own.

    `setting` is the environment variable that named it, for messages; `options` go to the provider's class. Raises
    ModelUnusable when a package is missing or the provider refuses the options.
    """
    from langchain.chat_models import init_chat_model

    options = {"temperature": 0, "max_retries": 0, "timeout": seconds, **options}
    if url:
        options["base_url"] = str(url)
    if key or url:
        options["api_key"] = key or "none"
    try:
        return init_chat_model(name, **options)
    except ImportError as error:
        extra = _EXTRAS.get(provider(name))
        package = f"'afsprakenwijzer[{extra}]'" if extra else f"langchain-{provider(name).replace('_', '-')}"
        raise ModelUnusable(
            f"Voor het taalmodel {name} ontbreekt een pakket. Installeer het met: pip install {package}"
        ) from error
    except Exception as error:
        raise ModelUnusable(
            f"Het taalmodel {name} kan zo niet worden gebruikt ({type(error).__name__}). Controleer "
            f"{setting} (bijvoorbeeld openai:NAAM), {setting}_URL en {setting}_KEY."
        ) from error
