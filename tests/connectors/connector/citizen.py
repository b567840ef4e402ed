"""Whom the connector acts for: the person who has papers and money."""
from __future__ import annotations

from typing import Protocol, Sequence

from lienthong.common.v1.common_pb2 import Component


class Citizen(Protocol):
    """Asked when an agency wants something. In a real system these are messages to a person, answered days later."""

    def papers_for(self, items: Sequence[str]) -> list[Component]:
        """The components that were asked for; empty when there are none yet."""

    def pay(self, amount_vnd: int, fee_code: str) -> str:
        """The payment's reference."""
