"""
Who may change who signs in: separation of duties, held by the database.

An administrator adds and changes the teams and users of their own agency, and not their own role. The
user signing in changes their own password's hash and the time of their last sign-in. Agencies, identity
providers and what a group means are the operator's, as the owner role. Nobody moves a user to another
agency: the application role has no right on that column at all.
"""

from __future__ import annotations

from cairn.access.policies import OpenTable, Security, SpecialTable
from cairn.access.sql_functions import literal
from cairn.accounts.roles import Role

_ADMINISTERED = f"(SELECT cairn_case_agency({literal([Role.ADMINISTRATOR])}))"
_OVERSEEN = f"(SELECT cairn_case_agency({literal([Role.ADMINISTRATOR, Role.AUDITOR])}))"
_ME = "(SELECT cairn_user_id())"
_OWN_AGENCY = f"agency_id = {_ADMINISTERED}"

_CHANGED_BY_ADMINISTRATOR = ("name", "email", "role", "team_id", "is_active", "awaiting_approval")
_COLUMNS = ", ".join(("password", "last_login", *_CHANGED_BY_ADMINISTRATOR))

# Names of staff and agencies are on every page, and sign-in looks a user up before anybody is known.
_READ_BY_ALL = ("cairn_select", "SELECT", "true", None)

TABLES: tuple[Security, ...] = (
    OpenTable("access_agency", "organisations", rights="SELECT", jobs="SELECT"),
    OpenTable("access_identityprovider", "where agencies' people sign in; no secret", rights="SELECT"),
    OpenTable("access_grouprole", "which group has which role", rights="SELECT"),
    SpecialTable(
        "access_team",
        rights="SELECT, INSERT, UPDATE (name)",
        policies=(
            _READ_BY_ALL,
            ("cairn_insert", "INSERT", None, _OWN_AGENCY),
            ("cairn_update", "UPDATE", _OWN_AGENCY, _OWN_AGENCY),
        ),
    ),
    SpecialTable(
        "access_user",
        jobs="",
        rights=f"SELECT, INSERT, UPDATE ({_COLUMNS})",
        policies=(
            _READ_BY_ALL,
            # A user bound to an identity provider is made by `cairn_arrive` alone.
            ("cairn_insert", "INSERT", None, f"{_OWN_AGENCY} AND provider_id IS NULL"),
            ("cairn_update", "UPDATE", f"id = {_ME} OR {_OWN_AGENCY}", f"id = {_ME} OR {_OWN_AGENCY}"),
        ),
    ),
    SpecialTable(
        # Second factors: each their own. At the entrance, before anybody is known, they are compared and
        # marked as used; nobody adds or removes one there.
        "mfa_authenticator",
        jobs="",
        rights="SELECT, INSERT, UPDATE, DELETE",
        policies=(
            ("cairn_select", "SELECT", f"{_ME} IS NULL OR user_id = {_ME}", None),
            ("cairn_insert", "INSERT", None, f"user_id = {_ME}"),
            (
                "cairn_update",
                "UPDATE",
                f"{_ME} IS NULL OR user_id = {_ME}",
                f"{_ME} IS NULL OR user_id = {_ME}",
            ),
            ("cairn_delete", "DELETE", f"user_id = {_ME}", None),
        ),
    ),
    SpecialTable(
        # What happened at the entrance only grows. Before anybody is known, the entrance itself writes.
        "access_signinevent",
        jobs="",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", f"user_id = {_ME} OR agency_id = {_OVERSEEN}", None),
            ("cairn_insert", "INSERT", None, f"{_ME} IS NULL OR user_id = {_ME} OR {_OWN_AGENCY}"),
        ),
    ),
)

# Row security knows rows; which columns whom may change in a row they may change, a trigger says.
_GUARD_USER = f"""
CREATE OR REPLACE FUNCTION cairn_guard_user() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    -- The operator, and the functions below, act as the table's owner.
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN NEW;
    END IF;
    IF OLD.id = cairn_user_id() THEN
        IF ({", ".join(f"NEW.{name}" for name in _CHANGED_BY_ADMINISTRATOR)})
            IS DISTINCT FROM ({", ".join(f"OLD.{name}" for name in _CHANGED_BY_ADMINISTRATOR)}) THEN
            RAISE insufficient_privilege USING MESSAGE = 'permission denied: nobody changes their own account';
        END IF;
    ELSIF NEW.last_login IS DISTINCT FROM OLD.last_login THEN
        RAISE insufficient_privilege USING MESSAGE = 'permission denied: only signing in sets last_login';
    ELSIF NEW.password IS DISTINCT FROM OLD.password AND OLD.provider_id IS NOT NULL THEN
        RAISE insufficient_privilege USING MESSAGE = 'permission denied: this account has no password here';
    END IF;
    IF NEW.team_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM access_team t WHERE t.id = NEW.team_id AND t.agency_id = NEW.agency_id
    ) THEN
        RAISE insufficient_privilege USING MESSAGE = 'permission denied: the team is of another agency';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER cairn_guard_user BEFORE UPDATE ON access_user
    FOR EACH ROW EXECUTE FUNCTION cairn_guard_user();
"""

# The one way in for somebody whom an identity provider vouches for: it makes a pending user or lets
# role and team follow the groups, by the operator's table and nothing that the caller says.
_ARRIVE = """
CREATE OR REPLACE FUNCTION cairn_arrive(
    at_provider uuid, who text, named text, mail text, member_of text[], OUT person uuid, OUT outcome text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    provider access_identityprovider;
    given access_grouprole;
    known access_user;
BEGIN
    SELECT * INTO provider FROM access_identityprovider WHERE id = at_provider AND enabled;
    IF NOT FOUND OR coalesce(who, '') = '' THEN
        outcome := 'unknown';
        RETURN;
    END IF;
    SELECT * INTO given FROM access_grouprole g
        WHERE g.provider_id = at_provider AND g."group" = ANY(member_of) ORDER BY g.rank, g."group" LIMIT 1;
    SELECT * INTO known FROM access_user u WHERE u.provider_id = at_provider AND u.subject = who FOR UPDATE;
    person := known.id;
    IF known.id IS NULL AND given.id IS NULL THEN
        outcome := 'unknown';
    ELSIF known.id IS NULL THEN
        person := gen_random_uuid();
        INSERT INTO access_user (id, username, name, email, password, agency_id, team_id, role, is_active,
                                 awaiting_approval, date_joined, provider_id, subject)
        VALUES (person, provider.slug || ':' || left(person::text, 8), left(named, 120), left(mail, 254),
                '!' || md5(random()::text), provider.agency_id, given.team_id, given.role, false,
                true, now(), at_provider, who);
        outcome := 'pending';
    ELSIF given.id IS NULL THEN
        UPDATE access_user SET is_active = false, awaiting_approval = false WHERE id = known.id;
        outcome := CASE WHEN known.is_active THEN 'left' ELSE 'suspended' END;
    ELSE
        UPDATE access_user SET role = given.role, team_id = given.team_id, name = left(named, 120)
            WHERE id = known.id;
        outcome := CASE
            WHEN known.awaiting_approval THEN 'pending'
            WHEN NOT known.is_active THEN 'suspended'
            WHEN (known.role, known.team_id) IS DISTINCT FROM (given.role, given.team_id) THEN 'moved'
            ELSE 'same' END;
    END IF;
END $$;
"""

FUNCTIONS = _GUARD_USER + _ARRIVE
