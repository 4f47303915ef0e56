"""The house rules that no other tool holds: each test names every place that breaks its rule."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "makewhole"
CLI = SOURCE / "surfaces" / "cli"
# The one module below the surfaces that may ask the machine for the time.
MACHINE = SOURCE / "apps" / "tenancy" / "machine.py"

FILE_LINES_MAX = 400
FUNCTION_LINES_MAX = 60
VAGUE_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "managers",
}
CLOCKS = {
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
    ("timezone", "now"),
    ("time", "time"),
    ("time", "time_ns"),
}
EVERYTHING = {"Exception", "BaseException"}


def _python(*folders: Path) -> list[Path]:
    found = [path for folder in folders for path in folder.rglob("*.py")]
    return sorted(path for path in found if path.parent.name != "migrations")


MODULES = _python(SOURCE)
ALL = [*MODULES, *_python(ROOT / "tests", ROOT / "bench", ROOT / "docs")]
MIGRATIONS = sorted(SOURCE.rglob("migrations/*.py"))


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse(_text(path))))


def _functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in _nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def _at(path: Path, node: ast.AST | None = None) -> str:
    line = f":{getattr(node, 'lineno', 1)}" if node is not None else ""
    return f"{path.relative_to(ROOT)}{line}"


def _report(offences: Iterable[str]) -> str:
    return "\n".join(sorted(set(offences)))


def test_looks_at_the_whole_tree() -> None:
    assert SOURCE / "core" / "claim" / "decide.py" in MODULES
    assert Path(__file__) in ALL
    assert MACHINE in MODULES
    assert MIGRATIONS


def test_a_file_fits_in_one_sitting() -> None:
    lengths = {path: len(_text(path).splitlines()) for path in ALL}
    too_long = {path: length for path, length in lengths.items() if length > FILE_LINES_MAX}
    assert not _report(f"{_at(path)} has {length} lines" for path, length in too_long.items())


def test_a_function_fits_on_a_screen() -> None:
    assert not _report(
        f"{_at(path, function)} {function.name} has {length} lines"
        for path in ALL
        for function in _functions(path)
        if (length := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES_MAX
    )


def test_a_module_says_what_it_is_about() -> None:
    assert not _report(_at(path) for path in ALL if VAGUE_NAMES & {path.stem, path.parent.name})


def test_imports_stand_at_the_top() -> None:
    assert not _report(
        _at(path, node)
        for path in ALL
        for function in _functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    )


def test_a_module_is_loaded_by_name_on_the_command_line_only() -> None:
    """The command line loads the one command that it runs, so that the others cost no time."""
    elsewhere = [path for path in MODULES if not path.is_relative_to(CLI)]
    assert not _report(
        _at(path) for path in elsewhere if re.search(r"import_module|__import__", _text(path))
    )


def test_nobody_catches_everything() -> None:
    assert not _report(
        _at(path, node)
        for path in ALL
        for node in _nodes(path)
        if isinstance(node, ast.ExceptHandler) and _catches_everything(node)
    )


def _catches_everything(handler: ast.ExceptHandler) -> bool:
    caught = handler.type
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(
        name is None or (isinstance(name, ast.Name) and name.id in EVERYTHING) for name in names
    )


def test_time_comes_in_as_an_argument() -> None:
    below = [path for path in MODULES if not path.is_relative_to(SOURCE / "surfaces")]
    assert not _report(
        _at(path, node)
        for path in below
        for node in _nodes(path)
        if path != MACHINE and _asks_the_machine(node)
    )


def _asks_the_machine(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=owner), attr=name)):
            return (owner, name) in CLOCKS
        case _:
            return False


def test_nothing_happens_behind_a_command() -> None:
    """No signals and no `save()` of our own: what follows is read from the journal."""
    hidden = re.compile(
        r"django\.dispatch|django\.db\.models\.signals|@receiver|def (save|delete)\(self"
    )
    assert not _report(_at(path) for path in MODULES if hidden.search(_text(path)))


def test_a_migration_needs_no_extension() -> None:
    """The embedded server has none, and a managed one may not allow any."""
    assert not _report(
        _at(path)
        for path in MIGRATIONS
        if re.search(r"create\s+extension|Extension\(", _text(path), re.IGNORECASE)
    )


def test_a_package_says_why_it_is_there() -> None:
    packages = [path for path in MODULES if path.name == "__init__.py"]
    ours = [path for path in packages if path.parent.name != "templatetags"]  # Django's name.
    assert not _report(
        _at(path) for path in ours if len(ast.get_docstring(ast.parse(_text(path))) or "") < 15
    )


def test_every_folder_of_modules_is_a_package() -> None:
    folders = {path.parent for path in [*MODULES, *MIGRATIONS]}
    assert not _report(_at(folder) for folder in folders if not (folder / "__init__.py").exists())


def test_the_tree_speaks_of_the_product_only() -> None:
    """No machine's own paths, and nothing that is not part of the product."""
    foreign = re.compile(r"/work/|/home/[a-z]+/|\bissue #?\d+\b", re.IGNORECASE)
    assert not _report(
        _at(path) for path in ALL if path != Path(__file__) and foreign.search(_text(path))
    )
