"""Dates as files of notes have them."""

from __future__ import annotations

import re
from datetime import UTC, datetime

_INSTANT = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:?\d\d)?", re.ASCII | re.IGNORECASE
)


def in_utc(written: str) -> str | None:
    """`written` as an xsd:dateTime in UTC that ends in Z, or None where it is no instant of the years 1 to 9999.

    What is one already stays letter for letter; one without a zone is taken to be UTC.
    """
    match = _INSTANT.fullmatch(written)
    if match is None:
        return None
    zone = match[8] and match[8].upper()
    try:
        if zone == "Z":
            datetime.fromisoformat(written[:19])
            return written if written[10] == "T" else written.upper()
        digits = (match[7] or "0")[:6].ljust(6, "0")
        plain = f"{match[1]}-{match[2]}-{match[3]}T{match[4]}:{match[5]}:{match[6]}.{digits}"
        found = datetime.fromisoformat(plain + (zone or "Z")).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found.isoformat(timespec="microseconds").replace("+00:00", "Z")
