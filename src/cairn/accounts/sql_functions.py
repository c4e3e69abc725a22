"""
The database's functions of this room: who is asking, and who may come in and be changed.

Who is asking stands in settings of the transaction, which `cairn_bind` sets: `cairn.access` makes that one, since
it also looks up what the user may open.
"""

from __future__ import annotations

from cairn.accounts.messages import sql_functions as messages
from cairn.accounts.roles import OPENING
from cairn.accounts.row_security import CHANGED_BY_ADMINISTRATOR, PROPOSAL
from cairn.table_security import text_array

_ASKING = """
CREATE OR REPLACE FUNCTION cairn_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('cairn.user_id', true), '')::pg_catalog.uuid
$$;

-- The user's agency, if they act in one of these roles.
CREATE OR REPLACE FUNCTION cairn_case_agency(roles text[]) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN current_setting('cairn.role', true) = ANY(roles)
                THEN nullif(current_setting('cairn.agency', true), '')::pg_catalog.uuid END
$$;

CREATE OR REPLACE FUNCTION cairn_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (now() AT TIME ZONE 'Europe/London')::pg_catalog.date
$$;
"""

# Row security knows rows; which columns whom may change in a row they may change, a trigger says.
# A role that opens records takes two people, in whatever order they add, refuse, reinstate and change:
#   - an account added in one waits, proposed by whoever adds it (proposed_role is its own role);
#   - while it waits it stays shut, and its proposal stays, or is made anew in the name of whoever changes it;
#   - somebody other than the proposer opens it, or gives the role that was proposed to an account that had another;
#   - nobody proposes in another's name.
# Somebody whom the agency's identity provider vouches for has a first person already: its directory.
_GUARD_USER = f"""
CREATE OR REPLACE FUNCTION cairn_guard_user() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    me uuid := cairn_user_id();
    two_people text := 'permission denied: a role that opens records takes two administrators';
    opening boolean;
    proposed boolean;
    same boolean;
    unapproved boolean;
    approved boolean;
BEGIN
    -- The operator, and the functions below, act as the table's owner.
    IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
        RETURN NEW;
    END IF;
    opening := NEW.role = ANY({text_array(OPENING)});
    proposed := NEW.proposed_by_id = me AND NEW.proposed_role = NEW.role AND NOT NEW.is_active;
    IF TG_OP = 'INSERT' THEN
        IF opening AND NOT (coalesce(proposed, false) AND NEW.awaiting_approval)
            OR NOT opening AND NEW.proposed_by_id IS NOT NULL THEN
            RAISE insufficient_privilege USING MESSAGE = two_people;
        END IF;
    ELSE
        same := ({", ".join(f"NEW.{name}" for name in PROPOSAL)})
            IS NOT DISTINCT FROM ({", ".join(f"OLD.{name}" for name in PROPOSAL)});
        unapproved := OLD.proposed_by_id IS NOT NULL AND OLD.proposed_role = OLD.role;
        approved := OLD.proposed_by_id <> me AND OLD.proposed_role = NEW.role AND NEW.proposed_by_id IS NULL;
        IF NOT same AND NEW.proposed_by_id IS NOT NULL AND (
            NEW.proposed_by_id IS DISTINCT FROM me OR NEW.proposed_role <> ALL({text_array(OPENING)})
            OR NEW.proposed_role = NEW.role AND NOT unapproved AND NOT coalesce(proposed AND NEW.awaiting_approval, false)
        ) THEN
            RAISE insufficient_privilege USING MESSAGE = two_people;
        END IF;
        IF unapproved AND opening THEN
            -- It stays shut as it was proposed, is proposed anew, or is opened by somebody else.
            IF NOT (
                same AND NEW.role = OLD.role AND NOT NEW.is_active
                OR coalesce(proposed, false)
                OR coalesce(approved, false) AND NEW.is_active
            ) THEN
                RAISE insufficient_privilege USING MESSAGE = two_people;
            END IF;
        ELSIF opening AND NEW.role <> OLD.role AND NOT coalesce(approved, false) THEN
            RAISE insufficient_privilege USING MESSAGE = two_people;
        END IF;
    END IF;
    IF TG_OP = 'INSERT' THEN
        NULL;
    ELSIF OLD.id = me THEN
        IF ({", ".join(f"NEW.{name}" for name in CHANGED_BY_ADMINISTRATOR)})
            IS DISTINCT FROM ({", ".join(f"OLD.{name}" for name in CHANGED_BY_ADMINISTRATOR)}) THEN
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
CREATE OR REPLACE TRIGGER cairn_guard_user BEFORE INSERT OR UPDATE ON access_user
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

FUNCTIONS = _ASKING + _GUARD_USER + _ARRIVE + messages.FUNCTIONS

# Run as the owner: executable by the application role alone, or by the background jobs alone.
DEFINERS = ("cairn_arrive(uuid, text, text, text, text[])", *messages.DEFINERS)
JOBS_DEFINERS = messages.JOBS_DEFINERS
