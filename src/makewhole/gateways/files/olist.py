"""Where olist's files lie: a folder of CSV files, with `reference/` in it or beside it."""

from collections.abc import Mapping
from pathlib import Path

from makewhole.apps.orders.ports import SheetUnusable
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
