"""Taking a record over: the one way in which it changes hands."""

from __future__ import annotations

from cairn.accounts.roles import RECEIVERS
from cairn.table_security import text_array

DEFINERS = ("cairn_take_over(uuid)",)

FUNCTIONS = f"""
-- Takes a record over: ends the owner's partnership the day before, makes the offered agency the owner from
-- today, and keeps the former one as a partner for the days agreed. One statement's worth of the owner's
-- rights, for a supervisor of the agency to which the record was offered, while the offer stands.
CREATE OR REPLACE FUNCTION cairn_take_over(transfer uuid) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    offer access_transfer;
    taken uuid := gen_random_uuid();
BEGIN
    SELECT * INTO offer FROM access_transfer
    WHERE id = transfer AND outcome = '' AND lapses_on >= cairn_today()
      AND to_agency_id = cairn_case_agency({text_array(RECEIVERS)})
      AND NOT cairn_restricted_from_me(nominal_id)
    FOR UPDATE;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'no such offer';
    END IF;
    UPDATE access_partnership SET until = cairn_today() - 1
    WHERE nominal_id = offer.nominal_id AND agency_id = offer.from_agency_id AND relation = 'owner'
      AND until IS NULL;
    IF NOT FOUND THEN
        RAISE insufficient_privilege USING MESSAGE = 'the agency that offered no longer owns the record';
    END IF;
    -- A partner that becomes the owner is no longer a partner; what began today is its beginning as owner.
    UPDATE access_partnership SET until = greatest(starts, cairn_today() - 1)
    WHERE nominal_id = offer.nominal_id AND agency_id = offer.to_agency_id AND until IS NULL;
    INSERT INTO access_partnership
        (id, nominal_id, agency_id, team_id, relation, purpose_kind, purpose, starts, until, opened_by_id)
    VALUES
        (taken, offer.nominal_id, offer.to_agency_id, offer.to_team_id, 'owner', 'risk-management',
         'notification requirements', cairn_today(), NULL, cairn_user_id()),
        (gen_random_uuid(), offer.nominal_id, offer.from_agency_id, NULL, 'partner', 'risk-management',
         'handing the record over', cairn_today(), cairn_today() + offer.overlap_days, cairn_user_id());
    -- What was kept for the former owner's people is kept for the new one's too: else nobody could lift it.
    UPDATE access_restrictedfact SET agencies = array_append(agencies, offer.to_agency_id)
    WHERE nominal_id = offer.nominal_id AND lifted_at IS NULL
      AND offer.from_agency_id = ANY(agencies) AND offer.to_agency_id <> ALL(agencies);
    -- What the new owner had asked for, it has.
    UPDATE access_accessrequest SET outcome = 'granted', decided_by_id = cairn_user_id(), decided_at = now(),
        answer = 'The record was handed over.', partnership_id = taken
    WHERE nominal_id = offer.nominal_id AND agency_id = offer.to_agency_id AND outcome = '';
    UPDATE access_transfer SET outcome = 'accepted', decided_by_id = cairn_user_id(), decided_at = now()
    WHERE id = transfer;
    RETURN taken;
END
$$;
"""
