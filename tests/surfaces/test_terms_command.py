"""`makewhole terms check`, `decide` and `schema`, as somebody at a terminal meets them."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from makewhole.surfaces.cli.main import main
from makewhole.surfaces.cli.terms_files import SHIPPED
from tests.core.terms.small import SMALL

PACK = """\
terms: small-eu
version: "1"
base: small
market: {currency: EUR}
parameters: {most: {values: [{value: "40.00"}]}}
"""
GOLDEN = """\
golden: small
cases:
  - {id: G1, expect: {outcome: pay},
     given: {kind: lost, paid: "50.00", days_late: 0, order_on: 2025-05-05}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(SMALL)
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main(["terms", *map(str, words)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def answered(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, Any]:
    code, out, _ = told(capsys, *words, "--json")
    return code, json.loads(out)


def lines(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, list[Any]]:
    code, out, _ = told(capsys, *words, "--json")
    return code, [json.loads(line) for line in out.splitlines()]


# -- check ---------------------------------------------------------------------------------------


def test_check_says_that_a_file_can_be_used(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = answered(capsys, "check", folder / "small.yaml")

    assert code == 0
    assert document["ok"] is True
    assert (document["terms"], document["version"], document["rules"]) == ("small", "1", 4)
    assert len(document["hash"]) == 64
    assert document["problems"] == []


def test_check_says_everything_that_is_wrong_with_line_place_and_repair(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = SMALL.replace("NOT answered", "NOT aswered").replace("value: 3}", "value: three}")
    (folder / "wrong.yaml").write_text(wrong)

    code, document = answered(capsys, "check", folder / "wrong.yaml")
    _, text, _ = told(capsys, "check", folder / "wrong.yaml")

    assert code == 1
    assert [problem["line"] for problem in document["problems"]] == [13, 22]
    assert document["problems"][1] == {
        "line": 22,
        "place": "tables.decision.A1.when",
        "finding": "found the unknown name aswered",
        "repair": "did you mean answered? It is declared",
        "message": (
            "line 22, tables.decision.A1.when: found the unknown name aswered; "
            "did you mean answered? It is declared."
        ),
    }
    assert text.startswith("wrong.yaml cannot be used. Nothing was loaded.\n  line 13, parameters.")


def test_check_tries_golden_claims_beside_the_file_and_named_ones(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "golden-small.yaml").write_text(GOLDEN)
    (folder / "golden-other.yaml").write_text(GOLDEN.replace("golden: small", "golden: other"))
    (folder / "golden-bytes.yaml").write_bytes(b"golden: small\xff")
    more = folder / "more.yaml"
    more.write_text(GOLDEN.replace("outcome: pay", "outcome: deny").replace("G1", "G2"))

    code, document = answered(capsys, "check", folder / "small.yaml")
    assert (code, document["golden"]) == (0, 1)

    code, document = answered(capsys, "check", folder / "small.yaml", "--golden", more)
    _, text, _ = told(capsys, "check", folder / "small.yaml", "--golden", more)
    assert (code, document["ok"], document["golden"]) == (1, False, 2)
    assert document["problems"] == [
        {
            "line": 3,
            "place": "G2",
            "message": "line 3, golden claim G2: outcome is pay, not deny.",
        }
    ]
    assert "line 3, golden claim G2: outcome is pay, not deny." in text
    assert "1 of 2 golden claims give the answer they must." in text


def test_check_refuses_golden_claims_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "golden-small.yaml").write_text(GOLDEN.replace("paid:", "piad:"))

    code, document = answered(capsys, "check", folder / "small.yaml")

    assert (code, document["file"]) == (1, "golden-small.yaml")
    assert "did you mean paid?" in document["problems"][0]["message"]


def test_check_tells_what_is_odd_and_what_adoption_lacks_as_messages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = SMALL.replace("{value: 3}, ", "{from: 2000-01-01, value: 3}, ")
    (folder / "odd.yaml").write_text(odd.replace("title: Small", "title: Small\nfor: guarantee"))

    code, out, err = told(capsys, "check", folder / "odd.yaml", "--json")

    document = json.loads(out)
    assert code == 0
    assert "leave its `from` out" in document["warnings"][0]
    assert "note: line 14, parameters.grace.values: found a first row dated 2000-01-01" in err
    assert "to be adopted: tables: found no output payer" in err
    assert document["adoption_lacks"]


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_check_of_what_is_no_file_or_no_text_is_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    if content is not None:
        (folder / "none.yaml").write_bytes(content)

    code, out, err = told(capsys, "check", folder / "none.yaml", "--json")

    assert code == 2
    assert json.loads(out)["ok"] is False
    assert "cannot be read" in err


def test_a_pack_finds_its_base_beside_it_and_among_the_shipped_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "small-eu.yaml").write_text(PACK)
    (folder / "broken.yaml").write_bytes(b"\xff")

    code, document = answered(capsys, "check", folder / "small-eu.yaml")
    assert (code, document["terms"]) == (0, "small-eu")

    (folder / "of-shipped.yaml").write_text(PACK.replace("base: small", "base: guarantee-us"))
    code, document = answered(capsys, "check", folder / "of-shipped.yaml")
    assert code == 1
    messages = [problem["message"] for problem in document["problems"]]
    assert any("auto_order_limit: found no row for EUR" in message for message in messages)


# -- decide --------------------------------------------------------------------------------------


def test_decide_answers_each_line_and_goes_on_after_a_bad_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = folder / "facts.ndjson"
    facts.write_bytes(
        b'\xef\xbb\xbf{"kind": "late", "days_late": 9, "order_on": "2025-05-05",'
        b' "answered": false}\n'
        b'{"paid": 5, "x": 1}\n'
        b"\xff\n"
        b"\n"
        b'{"kind": "late", "presumed": ["answered"]}'
    )

    code, answers = lines(capsys, "decide", folder / "small.yaml", "--facts", facts)

    assert code == 1
    assert len(answers) == 5
    assert answers[0]["outputs"]["outcome"] == "pay"
    assert set(answers[0]) == {"outputs", "undetermined", "rules", "missing", "facts"}
    assert [error.split(":")[0] for error in answers[1]["errors"]] == ["paid", "x"]
    assert answers[2]["errors"] == ["this is not UTF-8; save it as UTF-8."]
    assert "this is not JSON" in answers[3]["errors"][0]
    assert answers[4]["facts"]["answered"] is False


def test_decide_reads_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    given = io.TextIOWrapper(io.BytesIO(b'{"kind": "broken"}\n{"kind": "late"}\n'))
    monkeypatch.setattr("sys.stdin", given)

    code, answers = lines(capsys, "decide", folder / "small.yaml", "--facts", "-")

    assert code == 0
    assert [answer["outputs"]["reason"] for answer in answers] == [None, None]


def test_decide_speaks_in_words_without_json(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = folder / "facts.ndjson"
    facts.write_text(
        '{"kind": "lost", "paid": "50.00", "days_late": 0, "order_on": "2025-05-05"}\n{'
    )

    code, out, _ = told(capsys, "decide", folder / "small.yaml", "--facts", facts)

    assert code == 1
    assert "Small (small 1)\n  outcome: pay\n  [A2]\n" in out
    assert "This claim was not decided.\n  this is not JSON" in out


def test_decide_under_a_wrong_file_decides_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "wrong.yaml").write_text("terms: x")

    code, out, err = told(capsys, "decide", folder / "wrong.yaml", "--facts", "-", "--json")

    assert (code, out) == (1, "")
    assert "wrong.yaml cannot be used. Nothing was loaded." in err


def test_decide_without_its_facts_is_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = told(capsys, "decide", folder / "small.yaml", "--facts", folder / "none")

    assert (code, out) == (2, "")
    assert "none cannot be read: No such file or directory." in err
    with pytest.raises(SystemExit) as refused:
        main(["terms", "decide", str(folder / "small.yaml")])
    assert refused.value.code == 2


def test_a_file_that_is_far_too_large_is_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("makewhole.surfaces.cli.terms_files.SIZE_MAX", 100)

    code, _, err = told(capsys, "check", folder / "small.yaml")

    assert code == 2
    assert "is larger than 100 bytes; no terms file is." in err


# -- schema --------------------------------------------------------------------------------------


def test_schema_prints_what_stands_beside_the_shipped_files(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = told(capsys, "schema")

    assert code == 0
    assert out == (SHIPPED / "terms.schema.json").read_text()


def test_schema_prints_the_same_as_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    code, document = answered(capsys, "schema")

    assert code == 0
    assert document == json.loads((SHIPPED / "terms.schema.json").read_text())
