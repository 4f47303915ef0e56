"""`makewhole terms show` and `terms diff`, as a person and a program run them."""

import json
from pathlib import Path

import pytest

from makewhole.surfaces.cli.main import main
from makewhole.surfaces.cli.terms_files import SHIPPED

TOY = Path(__file__).parent / "toy.yaml"


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    path = tmp_path / "toy-2.yaml"
    path.write_text(TOY.read_text().replace("value: 120", "value: 60"))
    return path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.yaml"
    path.write_text(TOY.read_text().replace("filed_on >", "filed_no >"))
    return path


def test_shows_markdown_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "show", str(TOY)]) == 0

    assert capsys.readouterr().out.startswith("# Terms \\<of\\> a \\*toy\\*\n")


def test_shows_html(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "show", str(TOY), "--format", "html"]) == 0

    assert capsys.readouterr().out.startswith("<article")


def test_shows_a_pack_on_its_base_to_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "show", str(SHIPPED / "guarantee-br.yaml"), "--json"]) == 0

    document = json.loads(capsys.readouterr().out)
    assert document["terms"] == "guarantee-br"
    assert document["format"] == "markdown"
    assert "Late means more than 3 days after" in document["page"]


def test_shows_what_is_wrong_instead_of_a_page(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["terms", "show", str(broken)]) == 1

    assert "filed_no" in capsys.readouterr().out


def test_says_that_a_file_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "show", "nowhere.yaml"]) == 2
    assert main(["terms", "diff", "nowhere.yaml", str(TOY)]) == 2

    assert "nowhere.yaml cannot be read" in capsys.readouterr().err


def test_finds_no_difference_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["terms", "diff", str(TOY), str(TOY)]) == 0

    assert capsys.readouterr().out == "toy 1, toy 1: no difference\n"


def test_tells_a_difference_by_its_exit_code(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["terms", "diff", str(TOY), str(changed)]) == 1

    said = "the window (days): was 120 days, becomes 60 days from 2028-01-01"
    assert said in capsys.readouterr().out


def test_tells_a_program_every_difference(
    changed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["terms", "diff", str(TOY), str(changed), "--json"])

    document = json.loads(capsys.readouterr().out)
    assert document["same"] is False
    assert [each["after"] for each in document["differences"]] == ["60 days"]


def test_compares_nothing_with_a_file_that_cannot_be_used(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["terms", "diff", str(TOY), str(broken), "--json"]) == 2

    document = json.loads(capsys.readouterr().out)
    assert "filed_no" in document["problems"][0]["message"]
