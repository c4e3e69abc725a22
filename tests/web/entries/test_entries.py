"""One form an act: done, said, back to the person; a refusal at its field, with all that was typed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from PIL import Image

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.models import Entry
from cairn.plan.level.models import ManagementLevel
from cairn.record.models import Address, Conviction, CourtOrder, Identifier, Name, Photograph, TimeAway
from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.visits.models import Visit
from tests.factories.access import make_user
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

SignIn = Callable[[User], Client]


def boxes(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def at(case: Case, path: str) -> str:
    return f"/people/{case.nominal.pk}/{path}/"


def test_every_act_has_a_page_that_its_keeper_opens(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    listed = client.get(at(case, "record"))
    assert listed.status_code == 200
    for path in (
        "visit",
        "risk",
        "level",
        "address",
        "custody",
        "name",
        "identifier",
        "photograph/add",
        "order",
        "conviction",
    ):
        assert at(case, path) in listed.content.decode()
        assert client.get(at(case, path)).status_code == 200


def test_a_risk_level_is_set_and_said(case: Case, as_user: SignIn) -> None:
    typed = {"level": "high", "reason": "New contact with a family"} | boxes("set_on", today())
    answer = as_user(case.officer).post(at(case, "risk"), typed, follow=True)
    assert "Risk level set: high." in answer.content.decode()
    with acting_as(case.officer):
        assert [row.level for row in RiskAssessment.objects.all()] == ["high"]


def test_a_risk_level_without_a_reason_stays_on_the_page_with_what_was_typed(
    case: Case, as_user: SignIn
) -> None:
    answer = as_user(case.officer).post(at(case, "risk"), {"level": "high"} | boxes("set_on", today()))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    assert "Enter the reason for this level" in page
    assert 'value="high" checked' in page
    with acting_as(case.officer):
        assert RiskAssessment.objects.count() == 0


def test_a_visit_tomorrow_is_refused_at_its_day_and_nothing_typed_is_lost(
    case: Case, as_user: SignIn
) -> None:
    typed = {"outcome": "seen", "observations": "All in order"}
    answer = as_user(case.officer).post(
        at(case, "visit"), typed | boxes("visited_on", today() + timedelta(days=1))
    )
    page = answer.content.decode()
    assert 'href="#id_visited_on-day"' in page
    assert "in the future" in page
    assert "All in order" in page
    with acting_as(case.officer):
        assert Visit.objects.count() == 0


def test_a_visit_is_recorded(case: Case, as_user: SignIn) -> None:
    typed = {"outcome": "seen"} | boxes("visited_on", today())
    assert as_user(case.officer).post(at(case, "visit"), typed).status_code == 302
    with acting_as(case.officer):
        assert [row.outcome for row in Visit.objects.all()] == ["seen"]


def test_a_coordinator_sets_the_level_and_does_not_record_visits(case: Case, as_user: SignIn) -> None:
    client = as_user(case.coordinator)
    typed = {"level": "2", "lead_agency": str(case.police.pk), "reason": "Several agencies are needed"}
    assert client.post(at(case, "level"), typed | boxes("set_on", today())).status_code == 302
    assert client.get(at(case, "visit")).status_code == 403
    with acting_as(case.officer):
        assert [row.level for row in ManagementLevel.objects.all()] == [2]


def test_custody_that_ends_before_it_begins_is_refused_at_the_field(case: Case, as_user: SignIn) -> None:
    typed = {"kind": "custody"} | boxes("began", date(2024, 5, 2)) | boxes("ended", date(2024, 5, 1))
    page = as_user(case.officer).post(at(case, "custody"), typed).content.decode()
    assert 'href="#id_ended-day"' in page
    with acting_as(case.officer):
        assert TimeAway.objects.count() == 0


def test_custody_is_recorded_and_then_the_release(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    client.post(
        at(case, "custody"), {"kind": "custody", "place": "HMP Fell"} | boxes("began", date(2024, 5, 2))
    )
    with acting_as(case.officer):
        away = TimeAway.objects.get()
    release = at(case, f"custody/{away.pk}")
    assert release in client.get(f"/people/{case.nominal.pk}/").content.decode()
    assert client.post(release, boxes("ended", date(2024, 8, 1))).status_code == 302
    with acting_as(case.officer):
        assert TimeAway.objects.get().ended == date(2024, 8, 1)


ORDER = {"kind": "shpo", "court": "Fellside Crown Court", "terms": "Not to work with children."}


def test_an_order_is_recorded_shown_and_then_its_end(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    typed = ORDER | {"further_order": "on"} | boxes("made_on", date(2020, 3, 2))
    page = client.post(at(case, "order"), typed, follow=True).content.decode()
    for words in (
        "Order recorded. The registration has been worked out again.",
        "Registrable until further order",
        "Sexual harm prevention order made on 2 March 2020: subject while it is in force",
        "Not to work with children.",
    ):
        assert words in page
    with acting_as(case.officer):
        made = CourtOrder.objects.get()
    end = at(case, f"order/{made.pk}")
    assert end in page
    assert end in client.get(at(case, "record")).content.decode()
    assert "Sexual harm prevention order (SHPO), 2 March 2020" in client.get(end).content.decode()
    typed = {"ended_how": "Discharged on application"} | boxes("ended_on", date(2026, 5, 1))
    page = client.post(end, typed, follow=True).content.decode()
    assert "Ended: last day 1 May 2026. Discharged on application" in page
    assert "Registrable until 1 March 2030" in page
    assert end not in client.get(at(case, "record")).content.decode()
    assert "SHPO): ended" in client.get(at(case, "timeline")).content.decode()
    assert "Not to work with children." in client.get(at(case, "history/orders")).content.decode()


def test_an_order_that_the_law_would_not_allow_is_kept_with_a_warning(case: Case, as_user: SignIn) -> None:
    typed = ORDER | boxes("made_on", date(2020, 3, 2)) | boxes("until", date(2022, 3, 1))
    page = as_user(case.officer).post(at(case, "order"), typed, follow=True).content.decode()
    assert "Order recorded as typed. Check it: it is shorter than the 5 years that the law requires." in page
    with acting_as(case.officer):
        assert CourtOrder.objects.count() == 1


def test_an_order_without_an_end_is_refused_at_it_and_nothing_typed_is_lost(
    case: Case, as_user: SignIn
) -> None:
    typed = ORDER | boxes("made_on", date(2020, 3, 2))
    page = as_user(case.officer).post(at(case, "order"), typed).content.decode()
    assert 'href="#id_until-day"' in page
    assert "say that it runs until further order" in page
    assert "Not to work with children." in page
    with acting_as(case.officer):
        assert CourtOrder.objects.count() == 0


def test_a_partner_is_told_that_orders_are_not_shared(case: Case, as_user: SignIn) -> None:
    typed = ORDER | {"further_order": "on"} | boxes("made_on", date(2020, 3, 2))
    as_user(case.officer).post(at(case, "order"), typed)
    client = as_user(case.partner)
    page = client.get(f"/people/{case.nominal.pk}/").content.decode()
    assert "Court orders: not shared with your agency." in page
    for path in ("", "timeline/", "history/orders/"):
        page = client.get(f"/people/{case.nominal.pk}/{path}").content.decode()
        assert "harm prevention" not in page
        assert "Not to work" not in page


def test_an_address_is_recorded(case: Case, as_user: SignIn) -> None:
    typed = {"kind": "home", "lines": "1 Invented Row", "child": "no"} | boxes("starts", date(2024, 1, 5))
    assert as_user(case.officer).post(at(case, "address"), typed).status_code == 302
    with acting_as(case.officer):
        assert [(row.kind, row.lines) for row in Address.objects.all()] == [("home", "1 Invented Row")]


def test_a_name_is_added(case: Case, as_user: SignIn) -> None:
    typed = {"kind": "alias", "forenames": "Ro", "surname": "Tester"}
    assert as_user(case.officer).post(at(case, "name"), typed).status_code == 302
    with acting_as(case.officer):
        assert Name.objects.filter(kind="alias", surname="Tester").count() == 1


def test_a_wrong_check_letter_is_kept_with_a_warning(case: Case, as_user: SignIn) -> None:
    typed = {"kind": "pnc", "raw": "2001/0012345A"}
    answer = as_user(case.officer).post(at(case, "identifier"), typed, follow=True)
    assert "Check it:" in answer.content.decode()
    with acting_as(case.officer):
        assert [row.raw for row in Identifier.objects.all()] == ["2001/0012345A"]


def test_a_photograph_is_added_and_shown(case: Case, as_user: SignIn) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(picture, "PNG")
    picture.seek(0)
    picture.name = "face.png"
    client = as_user(case.officer)
    answer = client.post(at(case, "photograph/add"), {"image": picture} | boxes("taken_on", today()))
    assert answer.status_code == 302
    with acting_as(case.officer):
        assert Photograph.objects.count() == 1
    shown = client.get(at(case, "photograph"))
    assert shown.headers["Content-Type"].startswith("image/")
    assert shown.headers["Cache-Control"] == "private, no-store"
    with acting_as(case.officer):
        assert Entry.objects.filter(what="photograph", nominal_id=case.nominal.pk).count() == 1


def test_a_file_far_too_large_is_let_go_of_and_the_page_says_what_may_be_added(
    case: Case, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.core.files.temp.NamedTemporaryFile", _no_file)
    large = io.BytesIO(b"x" * (7 * 1024 * 1024))
    large.name = "face.png"
    answer = as_user(case.officer).post(
        at(case, "photograph/add"), {"image": large} | boxes("taken_on", today())
    )
    assert "Choose a JPEG or PNG picture of 5 MB or less" in answer.content.decode()
    with acting_as(case.officer):
        assert not Photograph.objects.exists()


def _no_file(*arguments: object, **details: object) -> None:
    raise AssertionError("an upload was put in a file")


def sentences(*rows: dict[str, str]) -> dict[str, str]:
    data = {"sentences-TOTAL_FORMS": str(len(rows)), "sentences-INITIAL_FORMS": "0"}
    return data | {f"sentences-{n}-{key}": value for n, row in enumerate(rows) for key, value in row.items()}


CONVICTION = {"outcome": "conviction", "offence": "SOA 2003 s.3", "court": "Fellside Crown Court"} | boxes(
    "on", date(2022, 4, 4)
)


def test_a_conviction_is_recorded_with_two_sentences(case: Case, as_user: SignIn) -> None:
    rows = ({"kind": "imprisonment", "years": "2", "months": "6", "held": "no"}, {"kind": "fine"})
    answer = as_user(case.officer).post(at(case, "conviction"), CONVICTION | sentences(*rows))
    assert answer.status_code == 302
    with acting_as(case.officer):
        made = Conviction.objects.get(offence="SOA 2003 s.3")
        assert [(row.kind, row.years, row.months) for row in made.disposals.order_by("-years")] == [
            ("imprisonment", 2, 6),
            ("fine", 0, 0),
        ]


def test_a_conviction_asks_for_the_breached_order_only_where_there_is_one(
    case: Case, as_user: SignIn
) -> None:
    client = as_user(case.officer)
    assert "Order that was breached" not in client.get(at(case, "conviction")).content.decode()
    client.post(at(case, "order"), ORDER | {"further_order": "on"} | boxes("made_on", date(2020, 3, 2)))
    with acting_as(case.officer):
        made = CourtOrder.objects.get()
    assert (
        "Sexual harm prevention order (SHPO), 2 March 2020"
        in client.get(at(case, "conviction")).content.decode()
    )
    typed = (
        CONVICTION | {"order_id": str(made.pk), "offence": "SOA 2003 s.103I"} | sentences({"kind": "fine"})
    )
    page = client.post(at(case, "conviction"), typed, follow=True).content.decode()
    breached = page.split("In breach of", 1)[1]
    assert "Sexual harm prevention order (SHPO), 2 March 2020" in breached[:300]
    with acting_as(case.officer):
        assert Conviction.objects.get(offence="SOA 2003 s.103I").order_id == made.pk


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no", False), ("", None)])
def test_whether_it_was_for_sexual_gratification_is_kept_as_said_or_not_said(
    case: Case, as_user: SignIn, said: str, *, kept: bool | None
) -> None:
    typed = (
        CONVICTION | {"offence": "SOA 2003 s.67A", "sexual_gratification": said} | sentences({"kind": "fine"})
    )
    assert as_user(case.officer).post(at(case, "conviction"), typed).status_code == 302
    with acting_as(case.officer):
        assert Conviction.objects.get(offence="SOA 2003 s.67A").sexual_gratification is kept


def test_another_sentence_can_be_asked_for_without_losing_the_first(case: Case, as_user: SignIn) -> None:
    typed = CONVICTION | sentences({"kind": "imprisonment", "years": "2"}) | {"more": "yes"}
    page = as_user(case.officer).post(at(case, "conviction"), typed).content.decode()
    assert 'name="sentences-1-kind"' in page
    assert 'name="sentences-0-years"' in page
    assert 'value="SOA 2003 s.3"' in page
    assert "There is a problem" not in page
    with acting_as(case.officer):
        assert Conviction.objects.filter(offence="SOA 2003 s.3").count() == 0


def test_imprisonment_of_no_length_is_refused_at_the_sentence(case: Case, as_user: SignIn) -> None:
    page = (
        as_user(case.officer)
        .post(at(case, "conviction"), CONVICTION | sentences({"kind": "imprisonment", "held": "no"}))
        .content.decode()
    )
    assert 'href="#id_sentences-0-months"' in page
    with acting_as(case.officer):
        assert Conviction.objects.filter(offence="SOA 2003 s.3").count() == 0


def test_an_offence_that_is_not_in_the_schedule_is_kept_and_said(case: Case, as_user: SignIn) -> None:
    typed = CONVICTION | {"offence": "Theft Act 1968 s.1"} | sentences({"kind": "fine"})
    page = as_user(case.officer).post(at(case, "conviction"), typed, follow=True).content.decode()
    assert "is not an offence in Schedule 3" in page


@pytest.mark.parametrize("role", [Role.CHAIR, Role.FRONT_COUNTER])
def test_who_does_not_set_risk_is_told_so(case: Case, as_user: SignIn, role: Role) -> None:
    user = make_user(role, agency=case.police)
    assert as_user(user).get(at(case, "risk")).status_code == 403


def test_a_partner_records_nothing_and_a_stranger_finds_nobody(case: Case, as_user: SignIn) -> None:
    assert as_user(case.partner).get(at(case, "visit")).status_code == 403
    assert as_user(case.stranger).get(at(case, "visit")).status_code == 404


@pytest.mark.parametrize("count", ["many", "", "-1", "9" * 5000])
def test_a_count_of_sentences_that_is_no_number_asks_for_two(case: Case, as_user: SignIn, count: str) -> None:
    typed = CONVICTION | {"sentences-TOTAL_FORMS": count, "sentences-INITIAL_FORMS": "0", "more": ""}
    page = as_user(case.officer).post(at(case, "conviction"), typed)
    assert page.status_code == 200
    assert 'name="sentences-1-kind"' in page.content.decode()


@pytest.mark.parametrize("year", ["0001", "9999"])
@pytest.mark.parametrize("field", ["used_from", "used_until"])
def test_a_day_of_a_name_in_an_impossible_year_is_refused(
    case: Case, as_user: SignIn, field: str, year: str
) -> None:
    typed = {"kind": "alias", "surname": "Other"} | boxes(field, date(2000, 12, 31)) | {f"{field}-year": year}
    page = as_user(case.officer).post(at(case, "name"), typed)
    assert page.status_code == 200
    assert "must have a year between" in page.content.decode()


def test_an_offence_in_words_is_asked_about_and_recorded_as_what_was_chosen(
    case: Case, as_user: SignIn
) -> None:
    visitor = Visitor(as_user(case.officer)).go(at(case, "conviction"))
    visitor.choose("outcome", "conviction").type_day("on", "3 3 2025").type(offence="rape of a\u00a0child")
    visitor.type(
        **{"sentences-0-kind": "imprisonment", "sentences-0-years": "8", "sentences-0-held": "no"}
    ).press("Record conviction")
    assert "Select what “rape of a child” means, or keep it as typed" in visitor.html
    assert 'href="#id_offence-meant"' in visitor.html
    assert "Rape of a child under 13, SOA 2003 s.5" in visitor.html
    assert "Registers: every conviction, finding or caution." in visitor.html
    visitor.press("Record conviction")
    assert "There is a problem" in visitor.html, "nothing is chosen for anybody"
    visitor.choose("offence_meant", "SOA 2003 s.5").press("Record conviction")
    assert "Recorded." in visitor.html
    with acting_as(case.officer):
        assert Conviction.objects.filter(offence="SOA 2003 s.5").count() == 1


def test_words_that_somebody_lets_stand_are_recorded_as_typed(case: Case, as_user: SignIn) -> None:
    visitor = Visitor(as_user(case.officer)).go(at(case, "conviction"))
    visitor.choose("outcome", "caution").choose("given_in", "england-and-wales").type_day(
        "on", "3 3 2025"
    ).type(offence="interfering with a minor")
    visitor.press("Record conviction")
    assert "“interfering with a minor” is not recognised." in visitor.html
    visitor.choose("offence_meant", "as-typed").press("Record conviction")
    assert "Cairn cannot say whether it is listed in Schedule 3" in visitor.html
    with acting_as(case.officer):
        assert Conviction.objects.filter(offence="interfering with a minor").count() == 1


def test_a_choice_made_for_other_words_is_not_taken(case: Case, as_user: SignIn) -> None:
    for stale in (
        {"offence": "indecent assault", "offence_offered_for": "flashing", "offence_meant": "as-typed"},
        {"offence": "flashing", "offence_offered_for": "flashing", "offence_meant": "SOA 2003 s.1"},
    ):
        page = as_user(case.officer).post(at(case, "conviction"), CONVICTION | stale | sentences())
        assert "Select what “" in page.content.decode(), stale


@pytest.mark.parametrize(
    "offence", ["Sexual Offences Act 2003, s.3", "s.3 SOA 2003 (attempted)", "SOA 2003 s.3 – sexual assault"]
)
def test_an_offence_with_a_comma_is_recorded_without_a_question(
    case: Case, as_user: SignIn, offence: str
) -> None:
    typed = CONVICTION | {"offence": offence} | sentences({"kind": "fine"})
    page = as_user(case.officer).post(at(case, "conviction"), typed, follow=True).content.decode()
    assert "Recorded." in page
    assert "not recognised" not in page
