"""Which of our languages a client prefers."""

from typing import Annotated

from fastapi import Depends, Header

from dispatch.domain.reason_texts import LANGUAGES


async def _language(accept_language: Annotated[str, Header(max_length=1000)] = "") -> str:
    return language_of(accept_language)


def language_of(accept_language: str) -> str:
    """By weight, then by order; Indonesian if none of ours is asked for."""
    wanted = [_weighted(part) for part in accept_language.split(",")]
    ours = [(weight, language) for weight, language in wanted if language in LANGUAGES and weight > 0]
    return max(ours, key=lambda each: each[0])[1] if ours else LANGUAGES[0]


def _weighted(part: str) -> tuple[float, str]:
    tag, _, parameters = part.strip().partition(";")
    _, _, weight = parameters.partition("q=")
    try:
        return float(weight or 1), tag.strip().lower().partition("-")[0]
    except ValueError:
        return 0, tag


Language = Annotated[str, Depends(_language)]
