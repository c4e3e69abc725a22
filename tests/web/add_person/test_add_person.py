"""Adding a person with convictions: search first, errors at the field, nothing saved half, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import case_summary_of
from cairn.clock.worklist.queries import worklist
from cairn.record.addresses.models import Address
from cairn.record.convictions.models import Conviction, Disposal
from cairn.record.custody.models import TimeAway
from cairn.record.drafts.models import Draft
from cairn.record.identity.models import Identifier, Name, Nominal
from tests.factories.access import make_user
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]


def named(client: Client, surname: str = "Newcomer", born: str = "1 5 1980") -> Visitor:
    visitor = Visitor(client).go(reverse("add_person")).type(forenames="Alex", surname=surname)
    return visitor.type_day("date_of_birth", born).press()


def at_convictions(client: Client, **numbers: str) -> Visitor:
    visitor = named(client)
    known = "None of these: continue"
    visitor.press(known if known in visitor.html else "Continue")
    return visitor.choose("sex", "female").type(**numbers).press()


def at_check(client: Client, **numbers: str) -> Visitor:
    visitor = at_convictions(client, **numbers)
    visitor.type(**{"0__offence": "SOA 2003 s.1"}).type_day("0-on", "2 3 2020").press()
    visitor.type(**{"0__of": "0", "0__kind": "imprisonment", "0__years": "4"}).press()
    return visitor.choose("where", "not-known").press().press().press()


def test_the_whole_wizard_ends_on_the_person_with_the_registration_worked_out(as_user: AsUser) -> None:
    officer = make_user()
    visitor = at_convictions(as_user(officer), pnc="2001/9876543X")
    assert '<option value="SOA 2003 s.1 – ' in visitor.html, "offences to choose from, with their titles"
    visitor.type(**{"0__offence": "SOA 2003 s.1 – Rape"}).type_day("0-on", "2 3 2020").press(
        "Add another conviction"
    )
    visitor.type(**{"1__offence": "SOA 2003 s.3", "1__victim_age": "15"}).type_day(
        "1-on", "2 March 2020"
    ).press()
    visitor.type(**{"0__of": "0", "0__kind": "imprisonment", "0__months": "20"}).press("Add another sentence")
    visitor.type(
        **{"1__of": "1", "1__kind": "imprisonment", "1__months": "12", "1__consecutive_to": "0"}
    ).press()
    visitor.choose("where", "out").type_day("began", "2 3 2020").type_day("ended", "1 2 2021").press()
    visitor.type(lines="1 Fell View\r\nKendal", postcode="la94qq").type_day("starts", "1 1 2024").press()
    assert ("officer", str(officer.pk)) in visitor.form.values, (
        "the one who adds manages, unless they say not"
    )
    visitor.press()
    assert "consecutive to the term for Rape, SOA 2003 s.1, 2 March 2020" in visitor.html
    visitor.press("Add to the register")
    with acting_as(officer):
        nominal = Nominal.objects.get()
        assert visitor.url == reverse("person", args=[nominal.pk])
        assert str(Name.objects.get()) == "Alex Newcomer"
        assert list(Conviction.objects.order_by("offence").values_list("offence", "victim_age")) == [
            ("SOA 2003 s.1", None),
            ("SOA 2003 s.3", 15),
        ]
        assert Disposal.objects.get(months=12).consecutive_to is not None
        assert Address.objects.get().postcode == "LA9 4QQ"
        standing = case_summary_of(nominal.pk)
        assert standing is not None
        assert (standing.indefinite, standing.officer_id) == (True, officer.pk)
        assert not Draft.objects.exists()


def test_those_who_may_be_the_same_person_are_shown_before_anybody_is_added(
    case: Case, as_user: AsUser
) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(reverse("add_person")).type(forenames="Rowen", surname="Testcase")
    visitor.type_day("date_of_birth", "1 5 1980").press()
    assert reverse("person", args=[case.nominal.pk]) in visitor.html
    assert "Rowan Testcase" in visitor.html
    visitor.press("None of these: continue")
    assert visitor.url == reverse("add_person_step", args=["details"])


def test_nobody_alike_says_so(as_user: AsUser) -> None:
    assert "No similar person found among the records you can see" in named(as_user(make_user())).html


def test_a_number_that_fails_its_check_warns_and_does_not_block(as_user: AsUser) -> None:
    officer = make_user()
    visitor = at_check(as_user(officer), noms="not a number")
    assert "NOMS number: " in visitor.html
    assert "is not in the usual form" in visitor.html
    visitor.press("Add to the register")
    with acting_as(officer):
        assert Identifier.objects.get().raw == "not a number"


def test_a_number_of_somebody_else_is_said_at_its_field_and_nothing_is_saved(as_user: AsUser) -> None:
    officer = make_user()
    client = as_user(officer)
    at_check(client, pnc="2001/9876543X").press("Add to the register")
    visitor = at_check(client, pnc="01/9876543X").press("Add to the register")
    assert 'id="id_pnc-error"' in visitor.html
    assert "Alex" not in visitor.html, "the message names nobody"
    assert ("pnc", "01/9876543X") in visitor.form.values
    with acting_as(officer):
        assert Nominal.objects.count() == 1
        assert Draft.objects.get().typed["details"]["pnc"] == ["01/9876543X"]


@pytest.mark.parametrize(
    ("born", "message"),
    [
        ("30 2 1980", "Date of birth must be a real date"),
        ("1 1 2199", "Date of birth must be in the past"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(as_user: AsUser, born: str, message: str) -> None:
    visitor = named(as_user(make_user()), born=born)
    assert message in visitor.html
    assert ("surname", "Newcomer") in visitor.form.values


def test_a_conviction_before_birth_is_refused_at_its_field_with_everything_kept(as_user: AsUser) -> None:
    officer = make_user()
    visitor = at_convictions(as_user(officer))
    visitor.type(**{"0__offence": "SOA 2003 s.1"}).type_day("0-on", "2 3 1975").press()
    visitor.type(**{"0__kind": "imprisonment", "0__years": "4", "0__of": "0"}).press()
    visitor.choose("where", "not-known").press().press().press()
    visitor.press("Add to the register")
    assert visitor.form.autosave.endswith("?step=convictions")
    assert "before the person was born" in visitor.html
    assert ("0-offence", "SOA 2003 s.1") in visitor.form.values
    with acting_as(officer):
        assert not Nominal.objects.exists()


def test_a_term_of_nothing_is_refused_on_the_page_of_sentences(as_user: AsUser) -> None:
    visitor = at_convictions(as_user(make_user()))
    visitor.type(**{"0__offence": "SOA 2003 s.1"}).type_day("0-on", "2 3 2020").press()
    visitor.type(**{"0__kind": "imprisonment", "0__of": "0"}).press()
    assert visitor.form.autosave.endswith("?step=sentences")
    assert 'href="#id_0-months"' in visitor.html
    assert "enter its length" in visitor.html
    visitor.type(**{"0__years": "4", "0__extension_months": "3"}).press()
    assert 'href="#id_0-extension_months"' in visitor.html
    visitor.type(**{"0__extension_months": ""}).press()
    assert visitor.form.autosave.endswith("?step=held")


def test_what_is_no_postcode_is_refused_on_the_page_of_the_home(as_user: AsUser) -> None:
    visitor = at_convictions(as_user(make_user())).choose("0-outcome", "caution")
    visitor.choose("0-given_in", "england-and-wales")
    visitor.type(**{"0__offence": "SOA 2003 s.3"}).type_day("0-on", "2 3 2020").press().press()
    visitor.type(lines="2 Beck Side", postcode="NOTAPC").type_day("starts", "2 3 2021").press()
    assert visitor.form.autosave.endswith("?step=home")
    assert 'href="#id_postcode"' in visitor.html
    assert ("postcode", "NOTAPC") in visitor.form.values


def test_a_caution_has_no_sentence_and_a_home_may_be_told_later(as_user: AsUser) -> None:
    officer = make_user()
    visitor = at_convictions(as_user(officer)).choose("0-outcome", "caution")
    visitor.choose("0-given_in", "england-and-wales")
    visitor.type(**{"0__offence": "SOA 2003 s.3"}).type_day(
        "0-on", "2 3 2020"
    ).press().press().press().press()
    assert "Not known yet" in visitor.html
    visitor.press("Add to the register")
    with acting_as(officer):
        standing = case_summary_of(Nominal.objects.get().pk)
        assert standing is not None
        assert not Disposal.objects.exists()


def test_a_conviction_taken_out_leaves_the_others(as_user: AsUser) -> None:
    visitor = at_convictions(as_user(make_user()))
    visitor.type(**{"0__offence": "SOA 2003 s.1"}).press("Add another conviction")
    visitor.type(**{"1__offence": "SOA 2003 s.3"}).press("Remove Conviction 1")
    assert ("0-offence", "SOA 2003 s.3") in visitor.form.values
    assert not any(name == "1-offence" for name, _ in visitor.form.values)


def test_words_typed_when_the_session_ran_out_are_there_after_signing_in(as_user: AsUser) -> None:
    officer = make_user()
    client = as_user(officer)
    visitor = at_convictions(client).type(**{"0__offence": "SOA 2003 s.1"})
    client.logout()
    answer = client.post(visitor.url, visitor.sent("Continue"))
    assert answer.url.startswith("/sign-in/?next=")
    back = Visitor(as_user(officer)).go(reverse("add_person_step", args=["convictions"]))
    assert ("0-offence", "SOA 2003 s.1") in back.form.values


def test_the_same_press_twice_adds_one_person(as_user: AsUser) -> None:
    officer = make_user()
    visitor = at_check(as_user(officer))
    for _ in range(2):
        visitor.client.post(reverse("add_person_step", args=["check"]), visitor.sent("Add to the register"))
    with acting_as(officer):
        assert Nominal.objects.count() == 1


def test_who_does_not_keep_the_record_adds_nobody(as_user: AsUser) -> None:
    assert as_user(make_user(Role.COORDINATOR)).get(reverse("add_person")).status_code == 403
    assert as_user(make_user(Role.ADMINISTRATOR)).get(reverse("add_person")).status_code == 403
    assert Client().get(reverse("add_person")).status_code == 302


def test_an_offence_in_words_is_asked_about_in_its_own_block(as_user: AsUser) -> None:
    visitor = at_convictions(as_user(make_user()))
    visitor.type(**{"0__offence": "Sexual Offences Act 2003, s.1"}).type_day("0-on", "2 3 2020")
    visitor.press("Add another conviction")
    visitor.type(**{"1__offence": "flashing"}).type_day("1-on", "2 3 2020").press()
    assert "0-offence_meant" not in visitor.html
    assert "What does “flashing” mean?" in visitor.html
    visitor.choose("1-offence_meant", "SOA 2003 s.66").press()
    assert "Rape, SOA 2003 s.1, 2 March 2020" in visitor.html
    assert "Exposure, SOA 2003 s.66, 2 March 2020" in visitor.html


def test_words_that_stand_as_typed_are_warned_of_at_the_check(as_user: AsUser) -> None:
    visitor = at_convictions(as_user(make_user()))
    visitor.type(**{"0__offence": "interfering with a minor"}).type_day("0-on", "2 3 2020").press()
    visitor.choose("0-offence_meant", "as-typed").press().press().press().press()
    assert "“interfering with a minor” is not recognised" in visitor.html


def sentenced(client: Client, on: str = "2 3 2026", **sentence: str) -> Visitor:
    """At the page after the sentences."""
    visitor = at_convictions(client)
    visitor.type(**{"0__offence": "SOA 2003 s.1"}).type_day("0-on", on).press()
    return visitor.type(**{"0__of": "0", **sentence}).press()


PRISON = {"0__kind": "imprisonment", "0__years": "4"}


def initial(officer: User) -> tuple[str, str]:
    """How the first notification stands on the worklist: its state, and why."""
    with acting_as(officer):
        return next(
            (row.state, row.why) for row in worklist(officer, scope="mine").rows if row.kind == "initial"
        )


def test_who_is_in_prison_is_never_overdue_with_the_first_notification(as_user: AsUser) -> None:
    officer = make_user()
    visitor = sentenced(as_user(officer), **PRISON)
    assert visitor.form.autosave.endswith("?step=held")
    visitor.press()
    assert "Select where they are, or that it is not known" in visitor.html
    visitor.choose("where", "custody").press()
    assert "Enter the day since when they were in custody or hospital" in visitor.html
    visitor.type_day("began", "2 3 2026").type(place="HMP Invented").press().press().press()
    assert "In custody, HMP Invented, from 2 March 2026" in visitor.html
    visitor.press("Add to the register")
    with acting_as(officer):
        away, sentence = TimeAway.objects.get(), Disposal.objects.get()
        assert (away.kind, away.began, away.ended, away.place) == (
            "custody",
            date(2026, 3, 2),
            None,
            "HMP Invented",
        )
        assert sentence.held == "yes"
    assert initial(officer)[0] == "suspended"
    assert "In custody" in visitor.html
    assert "days overdue" not in visitor.html


def test_not_known_is_allowed_and_the_first_notification_is_said_to_depend_on_it(as_user: AsUser) -> None:
    officer = make_user()
    client = as_user(officer)
    visitor = sentenced(client, **PRISON).choose("where", "not-known").press().press().press()
    visitor.press("Add to the register")
    state, why = initial(officer)
    assert state == "suspended"
    assert "by 4 March 2026 if at liberty; within 3 days of release if in custody or hospital" in why
    with acting_as(officer):
        sentence, nominal = Disposal.objects.get(), Nominal.objects.get()
        find = [row.what for row in worklist(officer, scope="mine").rows if row.kind == "find-out"]
    assert find == [
        "Find out whether they were taken into custody or hospital by the sentence, where and since when"
    ]
    page = reverse("record_held", args=[nominal.pk, sentence.pk])
    assert f'href="{page}"' in client.get("/").content.decode()
    found = Visitor(client).go(page).choose("where", "hospital").type_day("began", "2 3 2026")
    found.press("Record")
    with acting_as(officer):
        assert TimeAway.objects.get().kind == "hospital"
        assert Disposal.objects.get().held == "yes"
        assert not [row for row in worklist(officer, scope="mine").rows if row.kind == "find-out"]


def test_who_was_released_from_court_owes_the_first_notification_from_that_day(as_user: AsUser) -> None:
    officer = make_user()
    visitor = sentenced(as_user(officer), **PRISON).choose("where", "never").press().press().press()
    visitor.press("Add to the register")
    assert initial(officer)[0] == "overdue"
    with acting_as(officer):
        assert not TimeAway.objects.exists()


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ({"0__kind": "hospital-order"}, "held"),
        ({"0__kind": "detention-yoi", "0__months": "8"}, "held"),
        ({"0__kind": "suspended-imprisonment", "0__months": "8"}, "home"),
        ({"0__kind": "youth-rehabilitation-order", "0__months": "12"}, "home"),
        ({"0__kind": "guardianship-order"}, "home"),
    ],
)
def test_custody_is_asked_of_those_alone_whom_a_sentence_takes_there(
    as_user: AsUser, sentence: dict[str, str], asked: str
) -> None:
    assert sentenced(as_user(make_user()), **sentence).form.autosave.endswith(f"?step={asked}")


def test_a_release_before_the_reception_is_said_at_its_field(as_user: AsUser) -> None:
    visitor = sentenced(as_user(make_user()), **PRISON).choose("where", "out")
    visitor.type_day("began", "2 3 2026").type_day("ended", "1 3 2026").press()
    assert "The release must not be before the day they were received" in visitor.html


def test_where_a_caution_was_given_is_asked_and_may_be_found_out(as_user: AsUser) -> None:
    officer = make_user()
    client = as_user(officer)
    visitor = at_convictions(client).choose("0-outcome", "caution")
    visitor.type(**{"0__offence": "SOA 2003 s.9"}).type_day("0-on", "2 3 2026").press()
    assert "Select where the caution was given" in visitor.html
    visitor.choose("0-given_in", "unknown").press().press().press().press()
    assert "Caution, given in" in visitor.html
    visitor.press("Add to the register")
    with acting_as(officer):
        nominal, caution = Nominal.objects.get(), Conviction.objects.get()
        kept = case_summary_of(nominal.pk)
        assert kept is not None
        assert (kept.undecided, kept.needs) == (True, ["place-of-caution"])
    page = reverse("correct_fact", args=[nominal.pk, "convictions", caution.pk])
    assert f'href="{page}"' in client.get("/").content.decode()


def test_a_foreign_conviction_is_kept_with_its_country_and_the_notice_that_makes_it_count(
    as_user: AsUser,
) -> None:
    officer = make_user()
    visitor = at_convictions(as_user(officer)).choose("0-tried_by", "abroad")
    visitor.type(**{"0__offence": "SOA 2003 s.1"}).type_day("0-on", "4 3 2024").press()
    assert "Enter the country" in visitor.html
    visitor.type(**{"0__country": "France", "0__called": "viol, art. 222-23"}).choose(
        "0-route", "notice"
    ).press()
    assert "Enter the date of the notice or order" in visitor.html
    visitor.type_day("0-noticed_on", "5 10 2026").press()
    visitor.type(**{"0__of": "0", "0__kind": "fine"}).press().press().press()
    assert "A court or authority outside the United Kingdom, in France" in visitor.html
    visitor.press("Add to the register")
    with acting_as(officer):
        row = Conviction.objects.get()
        assert (row.tried_by, row.country, row.route, row.noticed_on) == (
            "abroad",
            "France",
            "notice",
            date(2026, 10, 5),
        )
        kept = case_summary_of(row.nominal_id)
        assert kept is not None
        assert kept.since == date(2026, 10, 5)


def test_a_foreign_conviction_that_nothing_makes_count_registers_nobody(as_user: AsUser) -> None:
    officer = make_user()
    visitor = at_convictions(as_user(officer)).choose("0-tried_by", "abroad")
    visitor.type(**{"0__offence": "SOA 2003 s.1", "0__country": "France"}).type_day("0-on", "2 3 2020")
    visitor.press().press().press().press().press("Add to the register")
    with acting_as(officer):
        kept = case_summary_of(Nominal.objects.get().pk)
        assert kept is not None
        assert (kept.registrable, kept.undecided) == (False, False)


def identity(client: Client, born: str, **words: str) -> Visitor:
    """At the page after that of who they are; of a birth, day and month may be a dash."""
    visitor = Visitor(client).go(reverse("add_person")).type(**words)
    parts = zip(("day", "month", "year"), born.split(), strict=True)
    visitor.type(**{f"date_of_birth__{part}": value.strip("-") for part, value in parts})
    return visitor.press()


def add(visitor: Visitor, offence: str = "SOA 2003 s.1", on: str = "3 2 2020") -> Visitor:
    """From the search to the register, with twelve months' imprisonment that is over."""
    known = "None of these: continue"
    visitor.press(known if known in visitor.html else "Continue").choose("sex", "male").press()
    visitor.type(**{"0__offence": offence}).type_day("0-on", on).press()
    visitor.type(**{"0__of": "0", "0__kind": "imprisonment", "0__months": "12"}).press()
    visitor.choose("where", "out").type_day("began", on).type_day("ended", "3 8 2020").press()
    return visitor.press().press().press("Add to the register")


def test_a_year_of_birth_is_kept_as_known_and_shown_so_everywhere(as_user: AsUser) -> None:
    officer = make_user()
    client = as_user(officer)
    visitor = add(identity(client, "- - 1979", forenames="Alex", surname="Newcomer", born_within="2"))
    words = "1979, estimated (1977 to 1981)"
    assert f"{words}, aged 44 to 49" in visitor.html
    with acting_as(officer):
        nominal = Nominal.objects.get()
    assert (nominal.birth_earliest, nominal.birth_latest) == (date(1977, 1, 1), date(1981, 12, 31))
    pages = ("/", reverse("notify", args=[nominal.pk]), reverse("timeline", args=[nominal.pk]))
    shown = [page for page in pages if words in client.get(page, follow=True).content.decode()]
    assert shown == list(pages)
    again = identity(client, "4 5 1978", forenames="Alec", surname="Newcomer")
    assert words in again.html
    assert "1 January 1979" not in again.html + visitor.html


def test_where_the_law_turns_on_the_birth_it_is_undecided_and_the_page_that_records_it_is_one_press_away(
    as_user: AsUser,
) -> None:
    officer = make_user()
    client = as_user(officer)
    add(identity(client, "- - 2002", forenames="Alex", surname="Newcomer"))
    with acting_as(officer):
        nominal = Nominal.objects.get()
        kept = case_summary_of(nominal.pk)
        assert kept is not None
        # Seventeen or eighteen when convicted: five years, over since 2025, or ten.
        assert (kept.undecided, kept.needs) == (True, ["birth-date"])
    page = reverse("correct_fact", args=[nominal.pk, "person", nominal.pk])
    assert f'href="{page}"' in client.get("/").content.decode()
    found = Visitor(client).go(page)
    assert ("date_of_birth-year", "2002") in found.form.values
    assert ("date_of_birth-day", "") in found.form.values
    found.type_day("date_of_birth", "1 2 2002").choose("amendment_ground", "incomplete")
    found.type(amendment_why="The passport came").press("Save the correction")
    with acting_as(officer):
        kept = case_summary_of(nominal.pk)
        assert kept is not None
        assert (kept.undecided, kept.registrable, kept.until) == (False, True, date(2030, 2, 2))
        nominal.refresh_from_db()
        assert (nominal.born_known, nominal.birth_earliest, nominal.birth_latest) == ("day", None, None)


@pytest.mark.parametrize("box", ["forenames", "surname"])
def test_the_only_name_is_enough_in_whichever_box(as_user: AsUser, box: str) -> None:
    officer = make_user()
    add(identity(as_user(officer), "4 5 1978", **{box: "Suharto"}))
    with acting_as(officer):
        name = Name.objects.get()
    assert (name.kind, name.forenames, name.surname) == ("legal", "", "Suharto")


def test_somebody_whose_name_is_not_known_is_added_by_what_they_are_known_by(as_user: AsUser) -> None:
    officer = make_user()
    client = as_user(officer)
    nobody = identity(as_user(make_user()), "4 5 1978")
    assert "Enter the surname, the only name, or what they are known by" in nobody.html
    client = as_user(officer)
    visitor = add(identity(client, "- - 1978", known_as="The man at the ferry"))
    assert "Name not known: The man at the ferry" in visitor.html
    assert "Name not known: The man at the ferry" in client.get("/").content.decode()
    again = identity(client, "4 5 1978", known_as="Ferry man")
    assert "Name not known: The man at the ferry" in again.html, "those born then are found without a name"


def test_born_the_same_day_under_another_surname_is_shown_first_with_a_forename_in_common(
    as_user: AsUser,
) -> None:
    officer = make_user()
    client = as_user(officer)
    for forenames, surname in (("Maud", "Fellwalker"), ("Peter", "Concealmann")):
        add(identity(client, "4 5 1978", forenames=forenames, surname=surname))
    add(identity(client, "5 5 1978", forenames="Peter", surname="Othersday"))
    visitor = identity(client, "4 5 1978", forenames="Peter", surname="Xylophonist")
    page = " ".join(visitor.html.split())
    assert "born the same day; Peter in common" in page
    assert page.index("Peter Concealmann") < page.index("Maud Fellwalker")
    assert page.count("born the same day") == 2
    assert "Nobody" not in page


def test_a_term_above_what_the_law_allowed_that_day_is_asked_about_on_its_own_page(as_user: AsUser) -> None:
    officer = make_user()
    visitor = sentenced(
        as_user(officer), on="3 3 2025", **{"0__kind": "suspended-imprisonment", "0__years": "5"}
    )
    assert visitor.form.autosave.endswith("?step=sentences")
    assert (
        "Suspended imprisonment of 5 years: on 3 March 2025 the law allowed at most 2 years" in visitor.html
    )
    visitor.choose("0-sure", "suspended-imprisonment 5 years 2025-03-03").press()
    assert visitor.form.autosave.endswith("?step=home")
    visitor.press().press().press("Add to the register")
    with acting_as(officer):
        assert Disposal.objects.get().years == 5
