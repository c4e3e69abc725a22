"""Bank accounts and cards, as a subject of the record."""

from __future__ import annotations

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.financial.models import FinancialDetail
from cairn.record.financial.services import check_financial_detail
from cairn.subjects.declaration import Amending, Subject

FINANCIAL = Subject(
    key="financial",
    model=FinancialDetail,
    fact="financial",
    order=("kind", "institution", "id"),
    begins="held_from",
    ends="held_until",
    letter="bank account, card or identity document",
    refusals={
        "financial_ends_after_start": ("held_until", "It ended before it was held. Check both dates."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=(
            "kind",
            "institution",
            "office_address",
            "account_number",
            "sort_code",
            "card_number",
            "valid_from",
            "expires",
            "business_name",
            "held_from",
            "held_until",
        ),
        check=check_financial_detail,
        ends="held_until",
        ends_words="It was closed or given up",
    ),
)
