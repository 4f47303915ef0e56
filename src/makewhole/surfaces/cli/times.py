"""Days and instants as they are typed: a day means its end, where the market is."""

import argparse
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def with_time(parser: argparse.ArgumentParser, name: str, meaning: str) -> None:
    """Give a command an option that takes a day or an instant."""
    parser.add_argument(name, required=True, type=_typed, metavar="DATE", help=meaning)


def with_optional_time(parser: argparse._ActionsContainer, name: str, meaning: str) -> None:
    """Give a command an option that takes a day or an instant, and that may be left out."""
    parser.add_argument(name, type=_typed, metavar="DATE", help=meaning)


def day(text: str) -> date:
    """Read a day for argparse, which shows the problem to whoever typed it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        message = f'found "{text}"; write a day of the calendar, such as 2026-11-25'
        raise argparse.ArgumentTypeError(message) from None


def instant(typed: date | datetime, zone: ZoneInfo) -> datetime:
    """Answer the instant that is meant: of a day its last second, in the market's zone."""
    if isinstance(typed, datetime):
        return typed if typed.tzinfo is not None else typed.replace(tzinfo=zone)
    midnight = datetime.combine(typed + timedelta(days=1), time(), tzinfo=zone)
    return midnight.astimezone(UTC) - timedelta(seconds=1)


def _typed(text: str) -> date | datetime:
    try:
        if len(text) == len("2026-11-25"):
            return date.fromisoformat(text)
        return datetime.fromisoformat(text)
    except ValueError:
        message = f'found "{text}"; write a day such as 2026-11-25 or an instant with its zone'
        raise argparse.ArgumentTypeError(message) from None
