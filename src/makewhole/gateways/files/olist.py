"""Where olist's files lie: a folder of CSV files, with `reference/` in it or beside it."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from makewhole.apps.orders.ports import Problem, Sheet, SheetUnusable
from makewhole.gateways.files.rejects import values_of, write_rejects, write_rows_of
from makewhole.gateways.files.sheets import CsvSheet

# What a file holds -> the names under which it is published, without `.csv` or `.csv.gz`.
_NEEDED = {
    name: (name, f"olist_{name}_dataset")
    for name in ("orders", "order_items", "order_payments", "order_reviews", "customers")
}
_REFERENCE = {
    "products": ("products", "olist_products_dataset"),
    "categories": ("product_category_name_translation",),
}


def olist_sheets(folder: Path, *, encoding: str | None = None) -> Mapping[str, CsvSheet]:
    """Open the files of an olist folder, by what they hold.

    Raises:
        SheetUnusable: The folder or one of the five files is missing, or a file cannot be used.
    """
    if not folder.is_dir():
        raise SheetUnusable(str(folder), ["it is no folder; olist is a folder of CSV files"])
    found = {name: _find([folder], names) for name, names in _NEEDED.items()}
    missing = [f"{name}.csv or {name}.csv.gz" for name, path in found.items() if path is None]
    if missing:
        raise SheetUnusable(folder.name, [f"it lacks {name}" for name in missing])
    beside = [folder / "reference", folder.parent / "reference", folder]
    found |= {name: _find(beside, names) for name, names in _REFERENCE.items()}
    return {
        name: CsvSheet(path, key="order_id", encoding=encoding)
        for name, path in found.items()
        if path is not None
    }


def _find(folders: list[Path], names: tuple[str, ...]) -> Path | None:
    candidates = (
        folder / f"{name}{ending}"
        for folder in folders
        for name in names
        for ending in (".csv", ".csv.gz")
    )
    return next((path for path in candidates if path.is_file()), None)


def write_olist_rejects(
    sheets: Mapping[str, Sheet], problems: Sequence[Problem], folder: Path
) -> None:
    """Keep rejected orders as an olist folder of their own, with all that belongs to them."""
    write_rejects(sheets["orders"], problems, folder / "orders.csv")
    orders = {problem.key for problem in problems if problem.key}
    for name in ("order_items", "order_payments", "order_reviews"):
        write_rows_of(sheets[name], "order_id", orders, folder / f"{name}.csv")
    buyers = values_of(sheets["orders"], "customer_id", "order_id", orders)
    write_rows_of(sheets["customers"], "customer_id", buyers, folder / "customers.csv")
    for name in _REFERENCE:
        sheet = sheets.get(name)
        if isinstance(sheet, CsvSheet):
            beside = folder / "reference" / sheet.name
            beside.parent.mkdir(mode=0o700, exist_ok=True)
            shutil.copyfile(sheet.path, beside)
