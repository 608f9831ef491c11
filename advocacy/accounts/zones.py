"""The time zones that people choose from, by the city that they name them by."""

from papers.dates import zone_name

ZONES = (
    "Asia/Damascus",
    "Asia/Beirut",
    "Asia/Amman",
    "Europe/Istanbul",
    "Africa/Cairo",
    "Europe/Zurich",
    "Europe/Brussels",
    "Europe/Paris",
    "Europe/London",
    "Europe/Oslo",
    "America/New_York",
    "UTC",
)


def zone_choices(lang: str, current: str = "") -> list[tuple[str, str]]:
    """IANA names with the city in that language; the present one is among them even if it is a rare one."""
    zones = ZONES if not current or current in ZONES else (*ZONES, current)
    return [(zone, zone_name(zone, lang)) for zone in zones]
