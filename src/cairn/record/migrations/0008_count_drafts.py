"""
How many unfinished records there are about a person: what would be lost if the record changed hands today.

A draft is its author's alone, so the count is taken as the owner of the tables, for those who see the person:
never whose, nor of what. `cairn_sees` is made by `cairn migrate` after the migrations; PL/pgSQL looks for it
when it is called.
"""

from django.db import migrations

FUNCTION = r"""
CREATE FUNCTION cairn_count_drafts(nominal uuid) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT cairn_sees(nominal) THEN
        RETURN 0;
    END IF;
    RETURN (SELECT count(*) FROM record_draft d WHERE d.nominal_id = nominal);
END
$$;
REVOKE ALL ON FUNCTION cairn_count_drafts(uuid) FROM PUBLIC;
"""


class Migration(migrations.Migration):

    dependencies = [("record", "0007_found_elsewhere")]

    operations = [migrations.RunSQL(FUNCTION, "DROP FUNCTION cairn_count_drafts(uuid)")]
