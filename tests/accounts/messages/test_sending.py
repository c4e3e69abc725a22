"""The outbox meets a real SMTP server: what is sent, what is tried again, and what no failure costs."""

from __future__ import annotations

import datetime as dt
import ipaddress
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.db import connections
from pytest_django.fixtures import Settings

from cairn.access.break_glass.services import break_glass
from cairn.access.deciders.services import tell_of_late_reviews
from cairn.access.models import BreakGlass
from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.models import Message, MessageKind
from cairn.accounts.messages.sending import Sent, send_due
from cairn.accounts.messages.services import tell_holder
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from tests.access.people import People, make_people
from tests.accounts.messages.mailroom import FROM, SITE, MailRoom, mail_room, send_by
from tests.factories.access import change_user, make_user

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
WHY = "CANARY seen following a child"


@pytest.fixture
def room(settings: Settings) -> Iterator[MailRoom]:
    with mail_room() as (handler, port):
        send_by(settings, f"smtp://127.0.0.1:{port}")
        yield handler


def with_address(user: User, address: str) -> User:
    change_user(user, email=address)
    return user


def told(address: str = "someone@force.example") -> User:
    """Somebody whose password was changed."""
    user = with_address(make_user(), address)
    with acting_as(user):
        tell_holder(user.pk, MessageKind.PASSWORD)
    return user


def everything() -> list[Message]:
    return list(Message.objects.using("owner").order_by("made_at"))


def age(**by: int) -> None:
    """Let time pass, for what waits."""
    with connections["owner"].cursor() as cursor:
        past = dt.timedelta(**by)
        cursor.execute(
            "UPDATE access_message SET made_at = made_at - %s, next_try_at = next_try_at - %s", [past, past]
        )


def opened() -> tuple[People, BreakGlass]:
    people = make_people()
    with_address(people.owner_supervisor, "owner@force.example")
    with_address(people.other_supervisor, "other@force.example")
    with acting_as(people.other_officer):
        return people, break_glass(people.other_officer, nominal_id=people.nominal_id, why=WHY)


def test_an_emergency_opening_is_mailed_to_the_owners_supervisor_and_names_nobody(room: MailRoom) -> None:
    people, opening = opened()
    assert send_due() == Sent(0, 1, 0)
    [(address, message)] = room.taken
    assert address == "owner@force.example"
    assert message["From"] == FROM
    assert message["Subject"] == "Cairn: an emergency opening awaits your review"
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_content()
    assert SITE in text
    assert "Until " in text
    whole = message.as_string()
    with acting_as(people.owner_officer):
        from cairn.record.models import Name  # noqa: PLC0415  only what this test must not find

        said = [word for name in Name.objects.all() for word in (name.surname, name.forenames) if word]
    assert said
    for word in (*said, "CANARY", str(people.nominal_id), str(opening.pk), people.other_officer.name):
        assert word not in whole
    assert send_due() == Sent(0, 0, 0)


def test_one_that_nobody_reviews_in_time_is_mailed_once_to_those_who_are_shown_it(room: MailRoom) -> None:
    people, opening = opened()
    auditor = make_user(Role.AUDITOR, agency=people.other_officer.agency)
    with_address(auditor, "auditor@force.example")
    send_due()
    room.taken.clear()
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE access_breakglass SET review_by = now() - interval '1 minute'")
    assert send_due(tell_of_late_reviews) == Sent(2, 2, 0)
    assert room.addresses == ["auditor@force.example", "other@force.example"]
    assert "not reviewed in time" in room.taken[0][1]["Subject"]
    assert send_due(tell_of_late_reviews) == Sent(0, 0, 0)
    assert {row.about_id for row in everything()} == {opening.pk}


def test_a_server_that_refuses_costs_no_message(room: MailRoom, caplog: pytest.LogCaptureFixture) -> None:
    told()
    room.refusing = "451 come back later, someone@force.example"
    with caplog.at_level(logging.WARNING):
        assert send_due() == Sent(0, 0, 1)
    [message] = everything()
    assert (message.tries, message.failure, message.outcome) == (1, "SMTPDataError", "")
    assert "1 messages could not be sent (SMTPDataError)" in caplog.text
    assert "force.example" not in caplog.text
    # Not before its time.
    room.refusing = ""
    assert send_due() == Sent(0, 0, 0)
    age(minutes=2)
    assert send_due() == Sent(0, 1, 0)
    [message] = everything()
    assert (message.tries, message.failure, message.outcome) == (2, "", "sent")
    assert message.ended_at is not None


def test_the_wait_doubles_and_after_three_days_it_is_given_up(settings: Settings) -> None:
    with mail_room() as (_, port):
        pass
    send_by(settings, f"smtp://127.0.0.1:{port}")
    told()
    waits = []
    for _ in range(10):
        assert send_due() == Sent(0, 0, 1)
        [message] = everything()
        waits.append(round((message.next_try_at - dt.datetime.now(dt.UTC)) / dt.timedelta(minutes=1)))
        with connections["owner"].cursor() as cursor:
            cursor.execute("UPDATE access_message SET next_try_at = now()")
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 240, 240]
    assert message.failure == "ConnectionRefusedError"
    age(days=3)
    assert send_due() == Sent(0, 0, 0)
    assert [(row.outcome, row.tries) for row in everything()] == [("given-up", 10)]
    age(days=90)
    send_due()
    assert everything() == []


def test_whoever_has_no_address_or_was_suspended_is_skipped_and_counted(room: MailRoom) -> None:
    told("")
    change_user(told("gone@force.example"), is_active=False)
    told()
    assert send_due() == Sent(0, 1, 0)
    assert room.addresses == ["someone@force.example"]
    assert sorted(row.outcome for row in everything()) == ["no-address", "no-address", "sent"]


def test_an_address_that_would_write_headers_of_its_own_carries_nothing(room: MailRoom) -> None:
    told("someone@force.example\nBcc: everybody@elsewhere.example")
    assert send_due() == Sent(0, 0, 1)
    assert everything()[0].failure == "ValueError"
    assert room.taken == []


def test_more_than_a_batch_is_sent_in_one_run(room: MailRoom) -> None:
    user = told()
    with acting_as(user):
        for _ in range(119):
            tell_holder(user.pk, MessageKind.FACTOR_ADDED)
    assert send_due() == Sent(0, 120, 0)
    assert len(room.taken) == 120


def test_without_a_mail_server_messages_wait_and_are_not_tried(settings: Settings) -> None:
    send_by(settings, None)
    told()
    assert send_due() == Sent(0, 0, 0)
    assert [(row.outcome, row.tries) for row in everything()] == [("", 0)]


def test_a_message_is_written_to_a_file_for_a_demonstration(settings: Settings, tmp_path: Path) -> None:
    send_by(settings, f"file://{tmp_path}")
    told()
    assert send_due() == Sent(0, 1, 0)
    [written] = tmp_path.iterdir()
    assert "Subject: Cairn: your password was changed" in written.read_text()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Of 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def test_a_server_that_nobody_vouches_for_is_handed_nothing(
    settings: Settings, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mail_room(certificate) as (handler, port):
        url = f"smtp+tls://relay%20user:p%40ss%20word@127.0.0.1:{port}"
        send_by(settings, url)
        told()
        assert send_due() == Sent(0, 0, 1)
        assert everything()[0].failure == "SSLCertVerificationError"
        assert handler.taken == []
        # Once its certificate is trusted, over TLS and with the name and password of the address.
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        age(minutes=2)
        assert send_due() == Sent(0, 1, 0)
        assert handler.addresses == ["someone@force.example"]
        send_by(settings, url.replace("word", "other"))
        told()
        assert send_due() == Sent(0, 0, 1)
        assert everything()[1].failure == "SMTPAuthenticationError"
