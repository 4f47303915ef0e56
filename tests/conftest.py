"""The ground tests stand on.

Core tests need none of it. A test that asks for `database` or `marketplace` works as the app role
on a fresh database of its module. Nothing is rolled back or flushed, since the ledger refuses
TRUNCATE: each test has a marketplace of its own, which sees nothing of the others.
"""

import os
from collections.abc import Generator, Iterator

import django
import pytest
from django.test.utils import setup_test_environment, teardown_test_environment

from tests import ground

IS_CI = os.environ.get("CI") == "true"


def pytest_configure(config: pytest.Config) -> None:
    ground.begin_run()
    django.setup()
    setup_test_environment()
    config.pluginmanager.import_plugin("tests.marketplaces")
    config.pluginmanager.import_plugin("tests.apps.claims.shop")


def pytest_unconfigure(config: pytest.Config) -> None:
    teardown_test_environment()
    if not hasattr(config, "workerinput"):  # The first process of the run, with xdist or without.
        ground.end_run()


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A fresh, migrated database for this module; its name."""
    with ground.fresh_database(ground.server()) as name:
        yield name


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where everything was installed (`CI=true`), a skip is a failure, unless data is absent."""
    report = yield
    lacks_data = report.skipped and "MAKEWHOLE_DATA" in str(report.longrepr)
    is_marked = item.get_closest_marker("real_data") is not None
    is_expected = hasattr(report, "wasxfail") or is_marked or lacks_data
    if IS_CI and report.skipped and not is_expected:
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be missing: {call.excinfo}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Hold whole modules that skip themselves to the same."""
    report = yield
    if IS_CI and report.skipped and "MAKEWHOLE_DATA" not in str(report.longrepr):
        report.outcome = "failed"
    return report
