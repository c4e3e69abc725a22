"""Every page's address, and who is answered what. A route without a row here fails the build.

Statuses are for a GET (a POST where the route takes nothing else). A reader who may not know that a
person exists is told 404, the same as for nobody at all; a reader who knows but may not act, 403.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.accounts.roles import Role

ANONYMOUS, STRANGER, FORMER = "anonymous", "another force's officer", "partner until last year"
PARTNER = "partner's practitioner"
OWNERS = [role.value for role in Role if role is not Role.PARTNER]
VIEWERS = [ANONYMOUS, STRANGER, FORMER, PARTNER, *OWNERS]

_READERS = {
    Role.OFFENDER_MANAGER,
    Role.SUPERVISOR,
    Role.COORDINATOR,
    Role.CHAIR,
    Role.FRONT_COUNTER,
    Role.RECORDS,
}
_KEEPERS = {Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.FRONT_COUNTER, Role.RECORDS}
_DISCLOSERS = {Role.SUPERVISOR, Role.RECORDS}
_MANAGERS = {Role.OFFENDER_MANAGER, Role.SUPERVISOR}
_PLANNERS = _MANAGERS | {Role.COORDINATOR, Role.CHAIR}
_NO_CASES = {Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST}


@dataclass(frozen=True)
class Expected:
    """What each viewer is answered; `others` for whoever is not named."""

    named: dict[str, int]
    others: int

    def of(self, viewer: str) -> int:
        return self.named.get(viewer, self.others)


def _about_a_person(may: set[Role], *, partner: int, ok: int = 200) -> Expected:
    """A page about one person: those who may, those who see the person and may not, and strangers."""
    return Expected(
        {
            ANONYMOUS: 302,
            STRANGER: 404,
            FORMER: 404,
            PARTNER: partner,
            **{role.value: 403 for role in _NO_CASES},
            **{role.value: 403 for role in _READERS - may},
            **{role.value: ok for role in may},
        },
        others=404,
    )


_ENTRANCE = Expected({ANONYMOUS: 200}, others=302)
_SIGNED_IN = Expected({ANONYMOUS: 302}, others=200)
_SENT_ON = Expected({}, others=302)
# Nobody here has a second factor, so there is none to remove and no code to show.
_NO_SECOND_FACTOR = Expected({ANONYMOUS: 302}, others=404)
# An autosave without the page's own signed note is refused to everybody.
_UNSIGNED = Expected({}, others=403)

_CASELOAD = Expected({ANONYMOUS: 302, Role.SUPERVISOR.value: 200}, others=403)
_READ = _about_a_person(_READERS, partner=200)
_KEEP = _about_a_person(_KEEPERS, partner=403)
_MANAGE = _about_a_person(_MANAGERS, partner=403)
_TELL = _about_a_person(_MANAGERS | {Role.RECORDS}, partner=403, ok=302)
_PLAN = _about_a_person(_PLANNERS, partner=403)
_OWED = _about_a_person(set(), partner=200)
# What was notified is the owner's: to a partner there is no such page.
_OWNERS_ROW = _about_a_person(_READERS, partner=404)
# The acknowledgement is refused by role before anything is looked up.
_PRINT = Expected({**_KEEP.named, FORMER: 403}, others=403)


def _of_a_request(ok: int = 200) -> Expected:
    """Refused by role before anything is looked up; to others in those roles it is not there."""
    return Expected({ANONYMOUS: 302, STRANGER: 403, **{role.value: ok for role in _DISCLOSERS}}, others=403)


_DECIDE = _about_a_person(_DISCLOSERS, partner=403)


def _adding_a_person(ok: int) -> Expected:
    """Any agency's record keepers may add a person; nobody else."""
    keepers = {role.value: ok for role in _KEEPERS}
    return Expected({ANONYMOUS: 302, STRANGER: ok, **keepers}, others=403)


# Deeds on access; the world's restriction, offer and opening are over.
_SHARE = _about_a_person(_PLANNERS | {Role.RECORDS}, partner=403)
_MARK = _about_a_person(_MANAGERS | {Role.RECORDS}, partner=403)
_MARKED = _about_a_person(_MANAGERS | {Role.RECORDS}, partner=403, ok=409)
_SUPERVISE = _about_a_person({Role.SUPERVISOR}, partner=403)
_SUPERVISED = _about_a_person({Role.SUPERVISOR}, partner=403, ok=409)
# Another force's officer is asked why; whoever works with the person is sent to the record.
_ASK = Expected(
    {
        ANONYMOUS: 302,
        STRANGER: 200,
        FORMER: 404,
        PARTNER: 302,
        **{role.value: 403 for role in _NO_CASES},
    },
    others=302,
)
_EMERGENCY = Expected(
    {
        ANONYMOUS: 302,
        STRANGER: 200,
        **{role.value: 302 for role in _MANAGERS},
    },
    others=403,
)
_TO_DECIDE = Expected({ANONYMOUS: 302, Role.ADMINISTRATOR: 403, Role.ANALYST: 403}, others=200)
_REVIEW = Expected({ANONYMOUS: 302, Role.SUPERVISOR: 200, Role.AUDITOR: 200}, others=404)
# What was asked or offered is known to all of the owner who open its records.
_OWNERS_OWN = _about_a_person(_READERS, partner=404)

# A request is answered by those who share; an offer by the agency to which it is made.
_ANSWER = _about_a_person(_PLANNERS | {Role.RECORDS}, partner=404)
_NOT_OURS_TO_ANSWER = _about_a_person(set(), partner=404)
# An auditor of the owner reads of an opening and does not review it.
_SUPERVISORS_REVIEW = Expected({ANONYMOUS: 302, Role.SUPERVISOR: 200, Role.AUDITOR: 403}, others=404)

_FIND = Expected({ANONYMOUS: 302, **{role.value: 403 for role in _NO_CASES}}, others=200)
_AUDIT = Expected({ANONYMOUS: 302, Role.AUDITOR.value: 200}, others=403)

# An administrator whose sign-in is old is sent to confirm that it is still them.
_STEP_UP = Expected({ANONYMOUS: 302, Role.ADMINISTRATOR.value: 302}, others=403)


def _administrators(*, others: int) -> Expected:
    """A page for administrators of the agency, about their own people."""
    return Expected({ANONYMOUS: 302, Role.ADMINISTRATOR.value: 200}, others=others)


_COORDINATE = _about_a_person({Role.COORDINATOR, Role.CHAIR}, partner=404)
# The counter reads no referral: to it there is none.
_DECIDE_REFERRAL = Expected({**_COORDINATE.named, Role.FRONT_COUNTER.value: 404}, others=404)

ROUTES: dict[str, Expected] = {
    "account_login": _ENTRANCE,
    "openid_connect_login": Expected({}, others=404),
    "openid_connect_callback": Expected({}, others=404),
    "socialaccount_login_cancelled": Expected({}, others=200),
    "sign_in_waiting": Expected({}, others=200),
    "sign_in_no_role": Expected({}, others=403),
    # Nobody here signs in at an agency of their own.
    # Only a provider's own signature does anything here.
    "signed_out_there": Expected({}, others=400),
    "confirm_at_provider": Expected({ANONYMOUS: 302}, others=403),
    "choose_password": Expected({}, others=404),
    "mfa_login_webauthn": _SENT_ON,
    "mfa_authenticate": _SENT_ON,
    "account_logout": _SIGNED_IN,
    "mfa_index": _SIGNED_IN,
    "account_change_password": _SIGNED_IN,
    "account_inactive": Expected({}, others=200),
    "account_reauthenticate": _SIGNED_IN,
    "mfa_reauthenticate": _SENT_ON,
    "mfa_reauthenticate_webauthn": _SENT_ON,
    "mfa_list_webauthn": _SIGNED_IN,
    "mfa_add_webauthn": _SIGNED_IN,
    "mfa_remove_webauthn": _NO_SECOND_FACTOR,
    "my_sessions": _SIGNED_IN,
    "staff": _administrators(others=403),
    "sign_ins": Expected({**_administrators(others=403).named, Role.AUDITOR.value: 200}, others=403),
    "add_staff": _STEP_UP,
    "staff_account": _administrators(others=403),
    "give_post": _STEP_UP,
    "invite_user": _STEP_UP,
    "approve_role": _STEP_UP,
    "refuse_role": _STEP_UP,
    "suspend_user": _STEP_UP,
    "reinstate_user": _STEP_UP,
    "end_sessions": _STEP_UP,
    "lift_lock": _STEP_UP,
    "mfa_activate_totp": _SIGNED_IN,
    "mfa_deactivate_totp": _NO_SECOND_FACTOR,
    "mfa_view_recovery_codes": _NO_SECOND_FACTOR,
    "mfa_generate_recovery_codes": _SIGNED_IN,
    "mfa_download_recovery_codes": _NO_SECOND_FACTOR,
    "law": Expected({}, others=200),
    "worklist": _SIGNED_IN,
    "find": _FIND,
    "found": _FIND,
    "person": _READ,
    "reasons": _READ,
    # What would be otherwise is the owner's: it rests on convictions.
    "what_if": _about_a_person(_READERS, partner=403),
    "timeline": _READ,
    "access": _READ,
    "share_record": _SHARE,
    "end_partnership": _SHARE,
    "restrict_record": _SUPERVISE,
    "name_reader": _SUPERVISED,
    "remove_reader": _about_a_person({Role.SUPERVISOR}, partner=403, ok=404),
    "lift_restriction": _SUPERVISED,
    "facts_to_restrict": _MARK,
    "restrict_fact": _MARK,
    "lift_fact": _MARKED,
    "offer_record": _SUPERVISE,
    "withdraw_offer": _SUPERVISED,
    "ask_for_access": _ASK,
    "open_in_emergency": _EMERGENCY,
    "access_to_decide": _TO_DECIDE,
    "access_request": _OWNERS_OWN,
    "grant_access": _ANSWER,
    "refuse_access": _ANSWER,
    "accept_record": _NOT_OURS_TO_ANSWER,
    "refuse_record": _NOT_OURS_TO_ANSWER,
    "review_emergency": _SUPERVISORS_REVIEW,
    "emergency": _REVIEW,
    "offer": _OWNERS_OWN,
    "history_index": _READ,
    "history": _READ,
    "photograph": _READ,
    # Nobody is asked why of a record that is not restricted.
    "say_why": Expected({ANONYMOUS: 302, **{role.value: 403 for role in _NO_CASES}}, others=404),
    # Who looked is for those who answer for the record.
    "looked": _about_a_person({Role.SUPERVISOR}, partner=403),
    "own_history": _SIGNED_IN,
    "ledger": _AUDIT,
    # An export asks for a sign-in of a moment ago first.
    "ledger_export": Expected({ANONYMOUS: 302, Role.AUDITOR.value: 302}, others=403),
    "ledger_questions": _AUDIT,
    "ledger_review": _AUDIT,
    # The past is seen by today's rights.
    "person_as_known": _READ,
    "differences": _READ,
    "worklist_as_known": _FIND,
    "caseload": _CASELOAD,
    "caseload_of_nobody": _CASELOAD,
    # Another force has no such officer.
    "caseload_of": _CASELOAD,
    "correct_fact": _KEEP,
    "withdraw_fact": _KEEP,
    "end_fact": _KEEP,
    "record_fact": _KEEP,
    "add_to_record": _READ,
    "keep_typed": _UNSIGNED,
    "discard_draft": _SENT_ON,
    "record_conviction": _KEEP,
    "add_sentence": _KEEP,
    "record_held": _KEEP,
    "record_death": _KEEP,
    "confirm_death": _KEEP,
    "quash_conviction": _KEEP,
    # The world's is a conviction: no trial follows it.
    "conclude_trial": _about_a_person(_KEEPERS, partner=403, ok=409),
    "record_release": _KEEP,
    "record_order": _KEEP,
    "end_order": _KEEP,
    # Telling somebody outside asks for a sign-in of a moment ago first.
    "record_disclosure": _TELL,
    "record_overseas_transfer": _TELL,
    "record_visit": _MANAGE,
    "set_risk": _MANAGE,
    "set_level": _PLAN,
    "record_address": _KEEP,
    "record_time_away": _KEEP,
    "add_name": _KEEP,
    "allocate": _about_a_person(_MANAGERS | {Role.RECORDS}, partner=403),
    "add_identifier": _KEEP,
    "add_photograph": _KEEP,
    "plan": _READ,
    "agree_plan": _PLAN,
    "add_action": _PLAN,
    "action": _READ,
    # The agency that owes it, here a partner.
    "accept_action": _OWED,
    "complete_action": _OWED,
    "decline_action": _OWED,
    "ask_more_time": _OWED,
    "ask_about_action": _OWED,
    "name_person": _OWED,
    # Those who make the plan answer, and comment too.
    "comment_on_action": _READ,
    "change_action": _PLAN,
    "withdraw_action": _PLAN,
    "answer_message": _PLAN,
    "tell_news": _READ,
    # The world's was told by another agency than the partner's.
    "close_news": _about_a_person(_MANAGERS, partner=404),
    "refer": _about_a_person(_PLANNERS, partner=200),
    # The world's was made by a supervisor of the owner; the partner, of another purpose, reads none.
    "decide_referral": _DECIDE_REFERRAL,
    "review_level_1": _MANAGE,
    "endorse_level_1": _SUPERVISE,
    "notify": _about_a_person(_KEEPERS, partner=403, ok=302),
    "notify_done": _OWNERS_ROW,
    "notify_step": _KEEP,
    "acknowledgement": _PRINT,
    "retention": _about_a_person(_READERS, partner=403),
    "review_retention": _DECIDE,
    # The world's review kept the record: there is nothing to confirm or withdraw.
    "confirm_disposal": _about_a_person(_DISCLOSERS, partner=403, ok=409),
    "withdraw_disposal": _about_a_person(_DISCLOSERS, partner=403, ok=409),
    "set_hold": _DECIDE,
    "lift_hold": _DECIDE,
    "subject_requests": _of_a_request(),
    "receive_subject_request": _DECIDE,
    "subject_request": _of_a_request(),
    "record_identity": _of_a_request(),
    "ask_clarification": _of_a_request(),
    "record_clarification": _of_a_request(),
    "extend_subject_request": _of_a_request(),
    "decide_subject_request": _of_a_request(),
    "gather_items": _of_a_request(),
    "decide_plain_items": _of_a_request(),
    "send_back_answer": _of_a_request(),
    # Releasing asks for a sign-in of a moment ago first.
    "release_answer": _of_a_request(ok=302),
    "access_item": _of_a_request(),
    "access_answer": _of_a_request(ok=302),
    "access_answer_json": _of_a_request(ok=302),
    "add_person": _adding_a_person(ok=302),
    "add_person_step": _adding_a_person(ok=200),
}
