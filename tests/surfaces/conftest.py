"""Surfaces are tested without a database: a page is one template and one frozen dataclass."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.test.utils import override_settings


def templates(*, string_if_invalid: str = "") -> list[dict[str, object]]:
    """Answer template settings; `string_if_invalid` is shown where a variable does not exist."""
    return [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "APP_DIRS": True,
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "string_if_invalid": string_if_invalid,
            },
        }
    ]


@pytest.fixture(autouse=True)
def living_addresses() -> Iterator[None]:
    """Serve the sample pages, and nothing that would need a marketplace."""
    with override_settings(
        ROOT_URLCONF="tests.surfaces.living",
    ):
        yield


@pytest.fixture
def client() -> Client:
    return Client()
