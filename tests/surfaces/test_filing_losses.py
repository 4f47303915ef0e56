"""Losses in a file of JSON lines: every problem of a line at once, and nothing lost."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from makewhole.apps.claims.bulk import BulkHead
from makewhole.core.claim.loss import HeadKind
from makewhole.core.claim.stages import Ground
from makewhole.surfaces.cli.filing_losses import LossRow, UnreadLoss, read_losses
from makewhole.surfaces.cli.filing_rows import FileCannotBeRead

LOSS: dict[str, Any] = {
    "order_id": "A-1",
    "ground": "property_damage",
    "line": 1,
    "buyer": "b-7",
    "heads": [{"kind": "property", "amount": "240.00", "shown": "240.00", "for_trade": False}],
    "said": {"loss_on": "2026-11-20", "photos": 2, "proof_of_loss": True, "usage": "intended"},
}


def read(folder: Path, *lines: object) -> list[LossRow | UnreadLoss]:
    path = folder / "losses.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return list(read_losses(path))


def test_a_line_is_read_with_its_heads_and_what_is_said(tmp_path: Path) -> None:
    (read_,) = read(tmp_path, LOSS, "")

    assert isinstance(read_, LossRow)
    assert (read_.row.ground, read_.row.lines) == (Ground.PROPERTY_DAMAGE, ((1, None),))
    assert read_.row.heads == (
        BulkHead(HeadKind.PROPERTY, "240.00", "240.00", "", for_trade=False),
    )
    assert dict(read_.row.stated)["loss_on"] == date(2026, 11, 20)


def test_every_problem_of_a_line_is_told_at_once(tmp_path: Path) -> None:
    wrong = {
        "ground": "late",
        "line": 0,
        "units": "two",
        "heads": [],
        "said": {"loss_on": "yesterday", "photos": [1]},
        "colour": "red",
    }
    (unread,) = read(tmp_path, wrong)

    assert isinstance(unread, UnreadLoss)
    assert {problem.field for problem in unread.problems} == {
        "colour", "order_id", "ground", "line", "units", "heads", "loss_on", "photos",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "field"),
    [
        ("property", "heads 1"),
        ({"kind": "property", "amount": "1.00", "color": 1}, "heads 1"),
        ({"kind": "pride", "amount": "1.00"}, "heads 1 kind"),
        ({"kind": "property", "amount": 240}, "heads 1 amount"),
        ({"kind": "property"}, "heads 1 amount"),
        ({"kind": "property", "amount": "1.00", "for_trade": "no"}, "heads 1 for_trade"),
    ],
)
def test_a_head_that_cannot_be_read_names_its_place(
    tmp_path: Path, head: object, field: str
) -> None:
    (unread,) = read(tmp_path, {**LOSS, "heads": [head]})

    assert isinstance(unread, UnreadLoss)
    assert [problem.field for problem in unread.problems] == [field]


@pytest.mark.parametrize("text", ["{", "[]", "7"])
def test_what_is_no_object_is_kept_as_it_came(tmp_path: Path, text: str) -> None:
    unread, read_ = read(tmp_path, text, LOSS)

    assert isinstance(unread, UnreadLoss)
    assert unread.raw == text
    assert isinstance(read_, LossRow)


def test_said_that_names_no_facts_is_a_problem(tmp_path: Path) -> None:
    (unread,) = read(tmp_path, {**LOSS, "said": ["loss_on"]})

    assert isinstance(unread, UnreadLoss)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileCannotBeRead, match="Nothing was filed"):
        list(read_losses(tmp_path / "nowhere.jsonl"))
