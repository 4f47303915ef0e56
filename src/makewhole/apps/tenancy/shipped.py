"""The markets we ship terms for: region, currency, days and language of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShippedMarket:
    """What a market of a marketplace starts with."""

    code: str
    region: str
    currency: str
    time_zone: str
    calendar: str
    language: str


SHIPPED_MARKETS = {
    market.code: market
    for market in (
        ShippedMarket("us", "US", "USD", "America/Chicago", "US", "en"),
        ShippedMarket("br", "BR", "BRL", "America/Sao_Paulo", "BR", "en"),
        ShippedMarket("eu", "EU", "EUR", "Europe/Brussels", "BE", "en"),
        ShippedMarket("uk", "UK", "GBP", "Europe/London", "GB", "en"),
        ShippedMarket("ca", "CA", "CAD", "America/Toronto", "CA", "en"),
    )
}
