"""Recording a conviction with all its sentences on one page."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.dates import today
from cairn.errors import CairnError, NotAllowed
from cairn.law.rulebook import rule_set
from cairn.ledger.operations import declare_form
from cairn.record.convictions.models import Conviction
from cairn.record.convictions.queries import convictions_of, offence_note
from cairn.record.convictions.services import record_conviction
from cairn.record.orders.queries import orders_of
from cairn.web.base.forms import add_refusal
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page
from cairn.web.subjects.convictions import MOST_SENTENCES, ConvictionForm, SentenceRows, Sentences

CONVICTION_FORM = declare_form("record a conviction", "record a conviction")

_PREFIX = "sentences"


@require_http_methods(["GET", "POST"])
@case_page
def conviction(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The page: ask for the conviction and as many sentences as there are, record, back to the person."""
    day = today()
    header = open_person(user, nominal_id, page=CONVICTION_FORM, tab="", today=day)
    if user.role not in RECORD_KEEPERS or not header.owns:
        raise NotAllowed("The agency that owns the record records this, in a role that keeps it.")
    earlier = {"convictions": tuple(convictions_of(nominal_id))}
    orders = orders_of(nominal_id)
    form, sentences = ConvictionForm(orders=orders), Sentences(prefix=_PREFIX, form_kwargs=earlier)
    if request.method == "POST":
        more = "more" in request.POST
        data = _with_one_more(request.POST) if more else request.POST
        form = ConvictionForm(data, orders=orders)
        sentences = Sentences(data, prefix=_PREFIX, form_kwargs=earlier)
        if more:
            form.hold()
            sentences.hold()
        elif form.is_valid() and sentences.is_valid() and _recorded(form, sentences, user, nominal_id):
            _say(request, form)
            return redirect("person", nominal_id)
    context = {
        "header": header,
        "form": form,
        "sentences": sentences,
        "offences": rule_set().schedule.offences(),
    }
    return render(request, "acts/conviction.html", context)


def _with_one_more(typed: QueryDict) -> QueryDict:
    data = typed.copy()
    said = data.get(f"{_PREFIX}-TOTAL_FORMS") or ""
    rows = int(said) if said.isdecimal() and len(said) < 4 else 1
    data[f"{_PREFIX}-TOTAL_FORMS"] = str(min(rows + 1, MOST_SENTENCES))
    return data


def _recorded(
    form: ConvictionForm, sentences: SentenceRows, user: User, nominal_id: UUID
) -> Conviction | None:
    try:
        return record_conviction(
            user, nominal_id=nominal_id, disposals=sentences.disposals(), **form.cleaned_data
        )
    except CairnError as refusal:
        add_refusal(_where(refusal, form, sentences), refusal)
        return None


def _where(refusal: CairnError, form: ConvictionForm, sentences: SentenceRows) -> Form:
    """A refusal of the one sentence belongs to its fields; of one among several, above the form."""
    rows = [row for row in sentences.forms if row.has_changed()]
    of_a_sentence = refusal.field not in form.fields and len(rows) == 1
    return rows[0] if of_a_sentence else form


def _say(request: HttpRequest, form: ConvictionForm) -> None:
    messages.success(request, "Recorded. The registration has been worked out again.")
    if note := offence_note(form.cleaned_data["offence"]):
        messages.warning(request, note)
