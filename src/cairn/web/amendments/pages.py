"""The pages that correct a fact, withdraw it, or say that it ended: the same for every kind of fact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from cairn.accounts.roles import Role
from cairn.errors import NotAllowed
from cairn.record.amendments.queries import get_fact, parts_of
from cairn.record.amendments.services import correct, end, withdraw
from cairn.subjects.declaration import Amending, Subject
from cairn.subjects.registry import subject
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed
from cairn.web.actions.watching import PastWatch
from cairn.web.amendments.forms import CorrectForm, EndForm, WithdrawForm, in_words
from cairn.web.subjects.registry import web_subject


def _subject(opened: Opened) -> Subject:
    return subject(opened.ids["key"])


def _amending(opened: Opened) -> Amending:
    """
    How this kind of fact is put right.

    Raises
        NotAllowed: nobody may, and why.
    """
    amending = _subject(opened).amending
    if isinstance(amending, str):
        raise NotAllowed(amending)
    return amending


def _roles(opened: Opened) -> frozenset[Role]:
    return frozenset(Role(role) for role in _amending(opened).roles)


def _fact(opened: Opened) -> Any:
    return get_fact(_subject(opened), opened.ids["row_id"], nominal_id=opened.nominal_id)


def _to_correct(opened: Opened) -> Any:
    if not _amending(opened).fields:
        raise NotAllowed(f"Nothing of {_subject(opened).one} can be corrected. Withdraw it instead.")
    return _fact(opened)


def _to_withdraw(opened: Opened) -> Any:
    if not _amending(opened).withdraws:
        raise NotAllowed(f"Nobody withdraws {_subject(opened).one}. Correct it instead.")
    return _fact(opened)


def _to_end(opened: Opened) -> Any:
    if not _amending(opened).ends:
        raise NotAllowed(f"Nobody records that {_subject(opened).one} ended. Correct or withdraw it instead.")
    return _fact(opened)


def _about(opened: Opened) -> str:
    return in_words(opened.row)


def _correct_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    web = web_subject(_subject(opened))
    return CorrectForm(data, files, web=web, row=opened.row, amending=_amending(opened))


def _withdraw_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    brings = _amending(opened).brings
    return WithdrawForm(data, files, brought=brings(opened.row) if brings else ())


def _end_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    return EndForm(data, files, initial={"on": opened.today})


def _this_row(opened: Opened) -> list[Watched]:
    return [Watched(_subject(opened).model, {"id": opened.ids["row_id"]})]


def _goes_with_it(opened: Opened) -> Mapping[str, Any]:
    return {"parts": [in_words(part) for part in parts_of(_subject(opened), opened.row)]}


def _corrected(opened: Opened, typed: Typed) -> Done:
    row = correct(opened.user, _subject(opened), row_id=opened.row.pk, **typed)
    return Done("Corrected. What is due has been worked out again.", row=row)


def _withdrawn(opened: Opened, typed: Typed) -> Done:
    withdraw(opened.user, _subject(opened), row_id=opened.row.pk, **typed)
    return Done("Withdrawn from the record. What is due has been worked out again.")


def _ended(opened: Opened, typed: Typed) -> Done:
    row = end(opened.user, _subject(opened), row_id=opened.row.pk, **typed)
    return Done("Recorded that it ended. What is due has been worked out again.", row=row)


def _end_title(opened: Opened) -> str:
    return _amending(opened).ends_words or f"Record that {_subject(opened).one} ended"


_WATCH = PastWatch(_this_row)

CORRECT = ActionPage(
    name="correct_fact",
    called="correct a fact",
    title=lambda opened: f"Correct {_subject(opened).one}",
    button="Save the correction",
    form=_correct_form,
    does=_corrected,
    roles=_roles,
    watches=_WATCH,
    replaces=True,
    row=_to_correct,
    about=_about,
    intro=("Change only what is wrong. What it said before stays in its history.",),
    template="amendments/correct.html",
)
WITHDRAW = ActionPage(
    name="withdraw_fact",
    called="withdraw a fact",
    title=lambda opened: f"Withdraw {_subject(opened).one}",
    button="Withdraw it",
    form=_withdraw_form,
    does=_withdrawn,
    roles=_roles,
    watches=_WATCH,
    replaces=True,
    row=_to_withdraw,
    about=_about,
    intro=("For a fact that should not be on this record. If only part of it is wrong, correct it instead.",),
    is_warning=True,
    context=_goes_with_it,
    template="amendments/withdraw.html",
)
END = ActionPage(
    name="end_fact",
    called="end a fact",
    title=_end_title,
    button="Record that it ended",
    form=_end_form,
    does=_ended,
    roles=_roles,
    watches=_WATCH,
    replaces=True,
    row=_to_end,
    about=_about,
    intro=("It stays on the record as something that was so.",),
)
