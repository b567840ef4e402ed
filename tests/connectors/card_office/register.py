"""The cards that were issued, of each world apart."""
from __future__ import annotations

from datetime import datetime
from typing import Optional

from lienthong.common.v1.common_pb2 import Date
from lienthong.social_insurance.v1 import social_insurance_pb2 as insurance

_AGE_LIMIT_YEARS = 6


class Register:
    def __init__(self) -> None:
        self._cards: dict[str, list[insurance.InsuranceCard]] = {}

    def issue(self, world: str, application_id: str, form: insurance.ChildCardForm,
              at: datetime) -> insurance.InsuranceCard:
        """A card of the form TE1 + province + social-insurance number, valid from birth until the child is six."""
        cards = self._cards.setdefault(world, [])
        province = form.address.province_code
        number = f"{province}{len(cards) + 1:08d}"
        until = Date(year=form.child_birth_date.year + _AGE_LIMIT_YEARS, month=form.child_birth_date.month,
                     day=form.child_birth_date.day)
        card = insurance.InsuranceCard(
            card_code=f"TE1{province}{number}", object_code="TE", benefit_level=1, province_code=province,
            si_number=number, pin=form.child_pin, full_name=form.child_full_name, birth_date=form.child_birth_date,
            sex=form.child_sex, address=form.address, valid_from=form.child_birth_date, valid_to=until,
            primary_facility_code=form.primary_facility_code, state=insurance.CARD_STATE_ACTIVE,
            application_id=application_id)
        card.issued_at.FromDatetime(at)
        cards.append(card)
        return card

    def of(self, world: str, pin: str = "") -> list[insurance.InsuranceCard]:
        """A holder's cards, or all, in order of issue."""
        return [card for card in self._cards.get(world, []) if not pin or card.pin == pin]

    def find(self, world: str, code: str) -> Optional[insurance.InsuranceCard]:
        return next((card for card in self._cards.get(world, []) if card.card_code == code), None)
