"""Recording a notification at the counter: few presses, no word lost, one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import in_words, today
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.addresses.models import Address, HouseholdStay
from cairn.record.addresses.queries import current_home
from cairn.record.addresses.services import record_address
from cairn.record.convictions.services import quash_conviction
from cairn.record.drafts.models import Draft
from cairn.record.financial.services import record_financial_detail
from cairn.record.identity.models import Name
from cairn.record.identity.services import add_name
from cairn.record.notifications.models import Notification, NotifiedMatter
from cairn.record.travel.models import Trip
from cairn.record.travel.services import record_trip
from tests.factories.access import make_user
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

AsUser = Callable[[User], Client]


def step(case: Case, slug: str) -> str:
    return reverse("notify_step", args=[case.nominal.pk, slug])


def boxes(day: date) -> str:
    """A day as it is typed in its three boxes."""
    return f"{day.day} {day.month} {day.year}"


def begun(case: Case, client: Client, *matters: str) -> Visitor:
    """At the first page, with the station typed and only these matters ticked."""
    visitor = Visitor(client).go(reverse("notify", args=[case.nominal.pk]))
    visitor.form.values = [pair for pair in visitor.form.values if pair[0] != "matters"]
    for matter in matters:
        visitor.choose("matters", matter)
    return visitor.type(station="Kendal police station")


def test_an_unchanged_annual_notification_takes_eight_presses_at_most(at_home: Case, as_user: AsUser) -> None:
    client = as_user(at_home.officer)
    visitor = Visitor(client).go(reverse("person", args=[at_home.nominal.pk]))
    visitor.presses += 1  # the button on the person's page that begins it
    visitor.go(reverse("notify", args=[at_home.nominal.pk])).type(station="Kendal police station")
    if ("matters", "periodic") not in visitor.form.values:
        visitor.choose("matters", "periodic")
    visitor.press()
    assert "1 Fell View" in visitor.html
    visitor.choose("changed", "nothing").press()
    visitor.press()
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    print(f"presses for an unchanged notification: {visitor.presses}")
    assert visitor.presses <= 7
    with acting_as(at_home.officer):
        given = Notification.objects.get()
        assert given.station == "Kendal police station"
        assert given.told["Home address, or no fixed abode"] == "No change"
        assert "periodic" in set(NotifiedMatter.objects.values_list("of", flat=True))
        assert not Draft.objects.exists()


def test_what_they_said_had_not_changed_is_overdue_when_it_comes_to_light(
    at_home: Case, as_user: AsUser
) -> None:
    client, officer, nominal_id = as_user(at_home.officer), at_home.officer, at_home.nominal.pk
    begun(at_home, client, "initial").press().choose("changed", "nothing").press().press().press(
        "Record the notification"
    )
    since = today() - timedelta(40)
    with acting_as(officer):
        given = Notification.objects.get()
        assert "home-address" in given.unchanged
        record_address(officer, nominal_id=nominal_id, kind="home", lines="2 Hidden Lane", starts=since)
        add_name(
            officer, nominal_id=nominal_id, kind="alias", forenames="Paul", surname="Vale", used_from=since
        )
    page = Visitor(client).go(reverse("reasons", args=[nominal_id])).html
    for what in ("Used a new name", "Changed home address"):
        assert f"{what} on {in_words(since)}" in page
    assert page.count(in_words(since + timedelta(2))) >= 2, "each was due within three days"


def test_the_station_is_remembered(at_home: Case, as_user: AsUser) -> None:
    client = as_user(at_home.officer)
    visitor = begun(at_home, client, "periodic").press().choose("changed", "nothing").press().press()
    visitor.press("Record the notification").go(reverse("notify", args=[at_home.nominal.pk]))
    assert ("station", "Kendal police station") in visitor.form.values


def test_a_new_home_is_asked_for_and_recorded_with_the_notification(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "change").press()
    visitor.choose("changed", "home").press()
    assert "1 Fell View" in visitor.html, "what we hold is shown beside the question"
    moved = today() - timedelta(1)
    visitor.choose("kind", "home").choose("child", "no").type(
        lines="2 Beck Side\r\nKendal", postcode="LA9 4QQ"
    )
    visitor.type_day("starts", boxes(moved)).press().press()
    assert "2 Beck Side, Kendal, LA9 4QQ" in visitor.html
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        home = current_home(at_home.nominal.pk, as_at=today())
        assert home is not None
        assert (home.lines, home.postcode, home.starts) == ("2 Beck Side\nKendal", "LA9 4QQ", moved)
        assert list(NotifiedMatter.objects.values_list("of", "about")) == [("change", "home-address")]


def test_a_move_to_come_is_notified_in_advance_and_changes_no_fact(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "change").press().choose("changed", "home").press()
    moves = today() + timedelta(10)
    visitor.choose("child", "no").type(lines="2 Beck Side")
    visitor.type_day("starts", boxes(moves)).press().press()
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        assert NotifiedMatter.objects.get().expected_on == moves
        assert Address.objects.count() == 1


def test_names_documents_and_accounts_several_at_one_visit(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "initial").press()
    for subject in ("names", "money", "documents"):
        visitor.choose("changed", subject)
    visitor.press()
    visitor.type(**{"0__surname": "Fell"}).type_day("0-used_from", "1 2 2021").press("Add another name")
    visitor.type(**{"1__surname": "Beck"}).type_day("1-used_from", "1 March 2022").press()
    visitor.choose("0-kind", "bank-account").type(
        **{"0__institution": "A Bank", "0__account_number": "00012345"}
    )
    visitor.type_day("0-on", "1 3 2021").press()
    visitor.type(**{"0__number": "123456789", "0__full_name": "Rowan Testcase"}).press()
    visitor.press().press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        assert set(Name.objects.filter(kind="alias").values_list("surname", flat=True)) == {"Fell", "Beck"}
        told = Notification.objects.get().told
        assert told["Bank accounts and cards"] == "1 change"
        assert "00012345" not in str(told), "account numbers stay in their own table"
        assert told["Passports and identity documents"] == "British passport, 123456789, Rowan Testcase"


def test_a_journey_abroad_is_told_and_kept(at_home: Case, as_user: AsUser) -> None:
    leaves = today() + timedelta(20)
    visitor = begun(at_home, as_user(at_home.officer), "travel").press()
    visitor.type(first_country="Portugal", arrival_point="Faro").type_day("known_on", boxes(today()))
    visitor.type_day("departs_on", boxes(leaves)).press().press()
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        trip = Trip.objects.get()
        assert (trip.first_country, trip.departs_on, trip.known_on) == ("Portugal", leaves, today())
        assert NotifiedMatter.objects.get().trip_id == trip.pk


def test_what_is_missing_is_said_at_the_field_and_words_stay(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer)).press()
    assert "Select what is being notified" in visitor.html
    assert ("station", "Kendal police station") in visitor.form.values
    assert "<title>Error" in visitor.html.replace("\n", "")
    assert 'href="#id_matters"' in visitor.html


def test_a_change_cannot_be_of_nothing(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "change").press().choose("changed", "nothing").press()
    assert "A change of details is being notified: select which" in visitor.html


def test_a_service_that_refuses_says_so_at_the_field_and_saves_nothing(
    at_home: Case, as_user: AsUser
) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "change").press().choose("changed", "home").press()
    visitor.choose("child", "no").type(lines="2 Beck Side").type_day("starts", "1 2 1903")
    visitor.press().press().press("Record the notification")
    assert visitor.form.autosave.endswith("?step=home")
    assert "before the person was born" in visitor.html
    assert "govuk-error-message" in visitor.html
    assert ("lines", "2 Beck Side") in visitor.form.values
    with acting_as(at_home.officer):
        assert not Notification.objects.exists()
        assert Draft.objects.get().typed["home"]["lines"] == ["2 Beck Side"]


@pytest.mark.parametrize("page", ["home", "addresses"])
def test_what_is_no_postcode_is_refused_on_its_own_page(at_home: Case, as_user: AsUser, page: str) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "change").press().choose("changed", page).press()
    first = "0-" if page == "addresses" else ""
    visitor.choose(*(("0-what", "other") if first else ("child", "no")))
    visitor.type(**{f"{first}lines".replace("-", "__"): "2 Beck Side"})
    visitor.type(**{f"{first}postcode".replace("-", "__"): "NOTAPC"})
    visitor.type_day(f"{first}starts", boxes(today())).press()
    assert visitor.form.autosave.endswith(f"?step={page}")
    assert f'href="#id_{first}postcode"' in visitor.html
    assert "is not a postcode" in visitor.html
    visitor.type(**{f"{first}postcode".replace("-", "__"): "la9\u00a04qq"}).press()
    assert not visitor.form.autosave.endswith(f"?step={page}")


def test_a_stay_of_two_hours_is_none_of_twelve_or_more(at_home: Case, as_user: AsUser) -> None:
    visitor = (
        begun(at_home, as_user(at_home.officer), "change").press().choose("changed", "addresses").press()
    )
    came = today() - timedelta(4)
    visitor.choose("0-what", "child-household")
    visitor.type(**{"0__lines": "3 Tarn Row", "0__arrived": "18:00", "0__left": "20:00"})
    visitor.type_day("0-starts", boxes(came)).type_day("0-ends", boxes(came)).press()
    assert visitor.form.autosave.endswith("?step=addresses")
    assert 'href="#id_0-left"' in visitor.html
    assert "shorter than 12 hours" in visitor.html
    visitor.type(**{"0__left": "17:00"}).press()
    assert "They must have left after they arrived" in visitor.html
    visitor.type(**{"0__left": "06:00"}).type_day("0-ends", boxes(came + timedelta(1))).press()
    assert not visitor.form.autosave.endswith("?step=addresses")


def test_a_last_day_before_the_first_is_refused_on_its_own_page(at_home: Case, as_user: AsUser) -> None:
    visitor = (
        begun(at_home, as_user(at_home.officer), "change").press().choose("changed", "addresses").press()
    )
    visitor.choose("0-what", "stay").type(**{"0__lines": "3 Tarn Row"})
    visitor.type_day("0-starts", boxes(today() - timedelta(4)))
    visitor.type_day("0-ends", boxes(today() - timedelta(5))).press()
    assert visitor.form.autosave.endswith("?step=addresses")
    assert 'href="#id_0-ends-day"' in visitor.html


def test_a_return_before_the_departure_is_refused_on_its_own_page(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "travel").press()
    visitor.type(first_country="Portugal").type_day("departs_on", boxes(today() + timedelta(20)))
    visitor.type_day("returns_on", boxes(today() + timedelta(19))).press()
    assert visitor.form.autosave.endswith("?step=travel")
    assert 'href="#id_returns_on-day"' in visitor.html


def test_nobody_is_back_before_they_left(at_home: Case, as_user: AsUser) -> None:
    with acting_as(at_home.officer):
        trip = record_trip(
            at_home.officer,
            nominal_id=at_home.nominal.pk,
            known_on=today() - timedelta(60),
            departs_on=today() - timedelta(20),
            returns_on=None,
            first_country="Portugal",
        )
    visitor = begun(at_home, as_user(at_home.officer), "return").press()
    visitor.choose("trip", str(trip.pk)).type(return_point="Manchester Airport")
    visitor.type_day("returned_on", boxes(today() - timedelta(21))).press()
    assert visitor.form.autosave.endswith("?step=return")
    assert 'href="#id_returned_on-day"' in visitor.html
    assert "when they left, or later" in visitor.html


def test_what_is_restricted_is_not_read_back(at_home: Case, as_user: AsUser) -> None:
    supervisor = make_user(Role.SUPERVISOR, agency=at_home.police)
    with acting_as(supervisor):
        known = record_address(
            supervisor,
            nominal_id=at_home.nominal.pk,
            kind="other",
            lines="9 Heron Court",
            starts=today() - timedelta(30),
        )
    visitor = begun(at_home, as_user(supervisor), "periodic").press()
    assert "9 Heron Court" in visitor.html
    with acting_as(supervisor):
        restrict_fact(
            supervisor,
            nominal_id=at_home.nominal.pk,
            kept_in="record_address",
            row_id=known.pk,
            category="source",
            why="A neighbour told us",
            roles=["supervisor"],
            shown=True,
        )
    client = as_user(supervisor)
    page = client.get(step(at_home, "held")).content.decode()
    assert "9 Heron Court" not in page
    assert "1 Fell View" in page
    # To its reader the record itself goes on showing it.
    assert "9 Heron Court" in client.get(reverse("person", args=[at_home.nominal.pk])).content.decode()


def test_somebody_not_registrable_is_refused_with_the_words_kept(at_home: Case, as_user: AsUser) -> None:
    with acting_as(at_home.officer):
        for conviction in at_home.nominal.convictions.all():
            quash_conviction(at_home.officer, conviction_id=conviction.pk, on=today())
    visitor = (
        begun(at_home, as_user(at_home.officer), "periodic").press().choose("changed", "nothing").press()
    )
    visitor.press().press("Record the notification")
    assert "was not subject to notification requirements" in visitor.html
    with acting_as(at_home.officer):
        assert not Notification.objects.exists()
        assert Draft.objects.exists()


def test_a_time_given_earlier_today_in_the_future_is_refused(at_home: Case, as_user: AsUser) -> None:
    later = today() + timedelta(3)
    visitor = begun(at_home, as_user(at_home.officer), "periodic").choose("when", "earlier")
    visitor.type(given_time="10:00").type_day("given_on", boxes(later)).press()
    assert "Date given must be today or in the past" in visitor.html


def test_the_check_shows_every_answer_with_a_way_to_change_it_and_back(
    at_home: Case, as_user: AsUser
) -> None:
    visitor = (
        begun(at_home, as_user(at_home.officer), "periodic")
        .press()
        .choose("changed", "nothing")
        .press()
        .press()
    )
    assert visitor.url.endswith("/check/")
    assert f"{step(at_home, 'what')}?from=check" in visitor.html
    visitor.go(step(at_home, "what") + "?from=check").type(station="Penrith").press()
    assert visitor.url.endswith("/check/")
    assert "Penrith" in visitor.html


def test_the_same_press_twice_records_once(at_home: Case, as_user: AsUser) -> None:
    visitor = (
        begun(at_home, as_user(at_home.officer), "periodic")
        .press()
        .choose("changed", "nothing")
        .press()
        .press()
    )
    sent = visitor.sent("Record the notification")
    for _ in range(2):
        visitor.client.post(step(at_home, "check"), sent)
    with acting_as(at_home.officer):
        assert Notification.objects.count() == 1


def test_who_takes_no_notifications_may_not_and_strangers_find_nobody(at_home: Case, as_user: AsUser) -> None:
    start = reverse("notify", args=[at_home.nominal.pk])
    counter = make_user(Role.FRONT_COUNTER, agency=at_home.police)
    assert as_user(counter).get(start, follow=True).status_code == 200
    assert as_user(at_home.partner).get(start).status_code == 403
    assert as_user(at_home.coordinator).get(start).status_code == 403
    assert as_user(at_home.stranger).get(start).status_code == 404
    assert Client().get(start).status_code == 302


def test_a_notification_is_one_consultation_and_one_collection(at_home: Case, as_user: AsUser) -> None:
    with acting_as(at_home.officer):
        before = Entry.objects.latest("pk").pk
    visitor = (
        begun(at_home, as_user(at_home.officer), "periodic").press().choose("changed", "nothing").press()
    )
    visitor.press().press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(make_user(Role.AUDITOR, agency=at_home.police)):
        entries = Entry.objects.filter(nominal_id=at_home.nominal.pk, pk__gt=before).order_by("pk")
        assert [(entry.act, entry.what) for entry in entries] == [
            (Act.CONSULTATION, "notification form"),
            (Act.COLLECTION, "notification"),
        ]


def test_an_account_given_up_ends_on_the_record(at_home: Case, as_user: AsUser) -> None:
    with acting_as(at_home.officer):
        account = record_financial_detail(
            at_home.officer,
            nominal_id=at_home.nominal.pk,
            kind="bank-account",
            institution="A Bank",
            account_number="00012345",
            held_from=today() - timedelta(900),
        )
    visitor = begun(at_home, as_user(at_home.officer), "change").press()
    assert "A Bank, ending 2345" in visitor.html
    closed = today() - timedelta(9)
    visitor.choose("changed", "money").press().choose("0-happened", "ended").press()
    assert "Select which they no longer have" in visitor.html
    visitor.type(**{"0__which": str(account.pk)}).type_day("0-on", boxes(closed)).press().press()
    assert f"A Bank, ending 2345: no longer held since {in_words(closed)}" in visitor.html
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        account.refresh_from_db()
        assert account.held_until == closed


def test_a_return_is_kept_with_its_journey(at_home: Case, as_user: AsUser) -> None:
    with acting_as(at_home.officer):
        trip = record_trip(
            at_home.officer,
            nominal_id=at_home.nominal.pk,
            known_on=today() - timedelta(60),
            departs_on=today() - timedelta(20),
            returns_on=None,
            first_country="Portugal",
        )
    visitor = begun(at_home, as_user(at_home.officer), "return").press()
    back = today() - timedelta(1)
    visitor.choose("trip", str(trip.pk)).type(return_point="Manchester Airport")
    visitor.type_day("returned_on", boxes(back)).press().press()
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        trip.refresh_from_db()
        assert (trip.returns_on, trip.return_point) == (back, "Manchester Airport")
        assert list(NotifiedMatter.objects.values_list("of", "trip_id")) == [("return", trip.pk)]


def test_a_stay_where_a_child_lives_counts_its_hours(at_home: Case, as_user: AsUser) -> None:
    visitor = (
        begun(at_home, as_user(at_home.officer), "change").press().choose("changed", "addresses").press()
    )
    came = today() - timedelta(4)
    visitor.choose("0-what", "child-household").type(**{"0__lines": "3 Tarn Row"}).type_day(
        "0-starts", boxes(came)
    )
    visitor.press()
    assert "Enter the time they arrived" in visitor.html
    visitor.type(**{"0__arrived": "18.00"}).press().press().press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(at_home.officer):
        stay = HouseholdStay.objects.get()
        assert timezone.localtime(stay.arrived).replace(tzinfo=None) == datetime.combine(came, time(18))
        assert NotifiedMatter.objects.get().about == "child-household"


@pytest.mark.parametrize(
    ("kind", "lines", "asked", "field"),
    [
        ("home", "NFA", "Do you mean no fixed abode?", "kind"),
        ("home", "sofa surfing", "Do you mean no fixed abode?", "kind"),
        ("no-fixed-abode", "NFA", "Enter a place where they can regularly be found", "lines"),
        ("home", "Rynek 5, Krakow", "outside the United Kingdom", "lines"),
    ],
)
def test_no_home_and_a_home_abroad_are_asked_about_on_their_own_page(
    kind: str, lines: str, asked: str, field: str, at_home: Case, as_user: AsUser
) -> None:
    client = as_user(at_home.officer)
    visitor = begun(at_home, client, "change").press().choose("changed", "home").press()
    visitor.choose("kind", kind).choose("child", "no").type(lines=lines)
    visitor.type_day("starts", boxes(today())).press()
    assert visitor.form.autosave.endswith("?step=home")
    assert asked in visitor.html
    assert f'href="#id_{field}' in visitor.html
    page = Visitor(client).go(reverse("record_address", args=[at_home.nominal.pk]))
    page.choose("kind", kind).choose("child", "no").type(lines=lines).type_day("starts", boxes(today()))
    assert asked in page.press("Record address").html
    with acting_as(at_home.officer):
        home = Address.objects.get()
        assert home.lines == "1 Fell View"
    right = Visitor(client).go(reverse("correct_fact", args=[at_home.nominal.pk, "addresses", home.pk]))
    right.choose("kind", kind).type(lines=lines, amendment_why="Misread").choose("amendment_ground", "typing")
    assert asked in right.press("Save the correction").html
