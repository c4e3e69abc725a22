"""
Finding that a record exists outside the user's partnerships: by whole identity only, and never more than ids.

Runs as the owner, so it asks itself who may be told (`cairn_told_elsewhere`), and leaves out restricted records
and those that the user sees. The functions it calls are made by `cairn migrate` after the migrations; PL/pgSQL
looks for them when it is called.

The other function that searches as the owner, `cairn_find_names`, leaves out names kept from the user.
"""

from importlib import import_module

from django.db import migrations

FUNCTION = r"""
-- surnames: any of the words may be the surname, spelled so, accents and capitals aside. born: the whole day.
CREATE FUNCTION cairn_find_elsewhere(surnames text[], born date, numbers text[]) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT cairn_told_elsewhere() THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT found.id FROM (
        SELECT p.id FROM record_nominal p JOIN record_name n ON n.nominal_id = p.id
        WHERE p.date_of_birth = born AND cairn_fold(n.surname) IN (SELECT cairn_fold(w) FROM unnest(surnames) w)
          AND n.id NOT IN (SELECT f.row_id FROM access_restrictedfact f
                           WHERE f.kept_in = 'record_name' AND f.lifted_at IS NULL)
        UNION
        SELECT i.nominal_id FROM record_identifier i
        WHERE i.canonical IN (SELECT split_part(w, ':', 2) FROM unnest(numbers) w)
          AND i.kind || ':' || i.canonical = ANY(numbers) AND i.current
          AND i.id NOT IN (SELECT f.row_id FROM access_restrictedfact f
                           WHERE f.kept_in = 'record_identifier' AND f.lifted_at IS NULL)
    ) found
    WHERE NOT cairn_restricted_from_me(found.id) AND NOT cairn_sees(found.id)
    LIMIT 5;
END
$$;
REVOKE ALL ON FUNCTION cairn_find_elsewhere(text[], date, text[]) FROM PUBLIC;
"""

_SEARCH = import_module("cairn.record.migrations.0003_search").FUNCTIONS
FIND_NAMES = "CREATE OR REPLACE" + _SEARCH[_SEARCH.index("CREATE FUNCTION cairn_find_names") :].removeprefix("CREATE")
_EVERY_NAME = "        WHERE EXISTS (\n"
FIND_NAMES_NOT_WITHHELD = FIND_NAMES.replace(
    _EVERY_NAME,
    "        WHERE n.id NOT IN (SELECT unnest(cairn_withheld())) AND EXISTS (\n",
)


class Migration(migrations.Migration):

    dependencies = [("record", "0006_court_orders"), ("access", "0004_need_to_know")]

    operations = [
        migrations.RunSQL(FUNCTION, "DROP FUNCTION cairn_find_elsewhere(text[], date, text[])"),
        migrations.RunSQL(FIND_NAMES_NOT_WITHHELD, FIND_NAMES),
    ]
