"""The ground tests stand on.

Core tests need none of it. A test that asks for `database` or `marketplace` works as the app role
on a fresh database of its module. Nothing is rolled back or flushed, since the ledger refuses
TRUNCATE: each test has a marketplace of its own, which sees nothing of the others.
"""

from collections.abc import Iterator

import django
import pytest
from django.test.utils import setup_test_environment, teardown_test_environment

from tests import ground


def pytest_configure(config: pytest.Config) -> None:
    ground.begin_run()
    django.setup()
    setup_test_environment()
    config.pluginmanager.import_plugin("tests.marketplaces")


def pytest_unconfigure(config: pytest.Config) -> None:
    teardown_test_environment()
    if not hasattr(config, "workerinput"):  # The first process of the run, with xdist or without.
        ground.end_run()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A fresh, migrated database for this module; its name."""
    with ground.fresh_database(ground.server()) as name:
        yield name
