"""Every sample page by name: the template, and the dataclass it is rendered from."""

from makewhole.surfaces.shared.render import Page
from tests.surfaces import (
    sample_appeals,
    sample_buyer,
    sample_handler,
    sample_losses,
    sample_orders,
    sample_programme,
    sample_seller,
    sample_shared,
)

SAMPLES: dict[str, tuple[str, Page]] = {
    **sample_buyer.PAGES,
    **sample_orders.PAGES,
    **sample_seller.PAGES,
    **sample_handler.PAGES,
    **sample_programme.PAGES,
    **sample_shared.PAGES,
    **sample_appeals.PAGES,
    **sample_losses.PAGES,
}
