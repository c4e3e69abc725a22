"""
How names are compared, and the one way to find a person by a name that is not spelled the same.

Trigram operators are not leakproof, so under row security PostgreSQL would read every name instead of the
index. `cairn_find_names` therefore runs as the owner, and gives back only what `cairn_sees` allows.
"""

from django.db import migrations, models

FUNCTIONS = r"""
-- Upper case, no accents; hyphens, stops and slashes part words, apostrophes join them.
CREATE FUNCTION cairn_fold(given text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.upper(pg_catalog.translate(
        public.unaccent('public.unaccent'::pg_catalog.regdictionary, given), '-–—/,.''’`', '      '))
$$;

CREATE FUNCTION cairn_folded_name(forenames text, surname text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT public.cairn_fold(forenames || ' ' || surname)
$$;

-- How each word of a name sounds (Daitch-Mokotoff; a word may sound in several ways). "O Brien" and "Mac
-- Donald" sound as one word too.
CREATE FUNCTION cairn_name_sounds(forenames text, surname text) RETURNS tsvector
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT pg_catalog.array_to_tsvector(coalesce(pg_catalog.array_agg(DISTINCT code), '{}'))
    FROM public.cairn_folded_name(forenames, surname) AS folded,
         pg_catalog.regexp_split_to_table(
             folded || CASE WHEN folded ~ '\m(O|MC|MAC) ' THEN
                 ' ' || pg_catalog.regexp_replace(folded, '\m(O|MC|MAC) +', '\1', 'g') ELSE '' END, '\s+'
         ) AS word,
         pg_catalog.unnest(public.daitch_mokotoff(word)) AS code
    WHERE pg_catalog.length(word) > 1
$$;

-- Every word must be heard; of three or more, all but one. Of a double-barrelled word either part will do.
CREATE FUNCTION cairn_sound_query(words text[]) RETURNS tsquery
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
    heard text[];
    ways text[];
BEGIN
    SELECT pg_catalog.array_agg(codes) INTO heard FROM (
        SELECT '(' || pg_catalog.string_agg(DISTINCT code, '|') || ')' AS codes
        FROM pg_catalog.unnest(words) WITH ORDINALITY AS given(word, place),
             pg_catalog.regexp_split_to_table(public.cairn_fold(word), '\s+') AS part,
             pg_catalog.unnest(public.daitch_mokotoff(part)) AS code
        WHERE pg_catalog.length(part) > 1
        GROUP BY place
    ) each_word;
    IF heard IS NULL THEN
        RETURN NULL;
    ELSIF pg_catalog.array_length(heard, 1) < 3 THEN
        RETURN pg_catalog.array_to_string(heard, '&')::pg_catalog.tsquery;
    END IF;
    SELECT pg_catalog.array_agg('(' || (
        SELECT pg_catalog.string_agg(codes, '&')
        FROM pg_catalog.unnest(heard) WITH ORDINALITY AS kept(codes, place) WHERE place <> dropped
    ) || ')') INTO ways FROM pg_catalog.generate_subscripts(heard, 1) AS dropped;
    RETURN pg_catalog.array_to_string(ways, '|')::pg_catalog.tsquery;
END
$$;

-- The people whose names are most like these words, best first, of those whom the user sees.
-- born_first and born_last: the days between which they were born, if known; it lowers a score, and
-- never hides anybody. born_swapped: the same day with day and month exchanged.
CREATE FUNCTION cairn_find_names(
    words text[], born_first date, born_last date, born_swapped date, most integer
) RETURNS TABLE (nominal_id uuid, name_id uuid, score double precision, likeness real, sounds boolean)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan
AS $$
DECLARE
    asked text := cairn_fold(array_to_string(words, ' '));
    sound tsquery := cairn_sound_query(words);
    mine uuid := (SELECT u.agency_id FROM access_user u WHERE u.id = cairn_user_id());
BEGIN
    -- For this transaction. Not in the function's own settings: there only a superuser may name a setting of
    -- an extension that the session has not loaded, so an upgrade or a restore by the owner would fail.
    PERFORM set_config('pg_trgm.word_similarity_threshold', '0.5', true);
    RETURN QUERY
    -- Two scans, each of its own index: asked together, every row's sounds would be worked out anew.
    WITH heard AS MATERIALIZED (
        SELECT n.id FROM record_name n WHERE cairn_name_sounds(n.forenames, n.surname) @@ sound
    ), looked AS MATERIALIZED (
        SELECT n.id FROM record_name n WHERE asked <% cairn_folded_name(n.forenames, n.surname)
    ), alike AS MATERIALIZED (
        SELECT n.id, n.nominal_id, cairn_folded_name(n.forenames, n.surname) AS folded, either.heard
        FROM (
            SELECT hits.id, bool_or(hits.heard) AS heard
            FROM (SELECT heard.id, true AS heard FROM heard UNION ALL SELECT looked.id, false FROM looked) hits
            GROUP BY hits.id
        ) either JOIN record_name n ON n.id = either.id
        -- Only to be quick where an agency works with few: who is seen is for cairn_sees to say, below.
        WHERE EXISTS (
            SELECT 1 FROM access_partnership a WHERE a.agency_id = mine AND a.nominal_id = n.nominal_id
        )
    ), scored AS (
        SELECT a.id, a.nominal_id, a.heard, similarity(asked, a.folded) AS alike,
               (0.5 * word_similarity(asked, a.folded) + 0.3 * similarity(asked, a.folded)
                + CASE WHEN a.heard THEN 0.2 ELSE 0 END)
               * CASE WHEN born_first IS NULL OR p.date_of_birth BETWEEN born_first AND born_last THEN 1
                      WHEN p.date_of_birth = born_swapped THEN 0.9
                      WHEN p.date_of_birth BETWEEN born_first - 366 AND born_last + 366 THEN 0.75
                      ELSE 0.5 END AS total
        FROM alike a JOIN record_nominal p ON p.id = a.nominal_id
    ), best AS (
        SELECT DISTINCT ON (s.nominal_id) s.* FROM scored s ORDER BY s.nominal_id, s.total DESC, s.id
    )
    -- OFFSET 0 keeps the order: people are asked about one by one, best first, until there are enough.
    SELECT o.nominal_id, o.id, o.total::double precision, o.alike, o.heard
    FROM (SELECT b.* FROM best b ORDER BY b.total DESC, b.nominal_id OFFSET 0) o
    WHERE cairn_sees(o.nominal_id)
    LIMIT most;
END
$$;
"""

BACK = """
DROP FUNCTION cairn_find_names(text[], date, date, date, integer);
DROP FUNCTION cairn_sound_query(text[]);
DROP FUNCTION cairn_name_sounds(text, text);
DROP FUNCTION cairn_folded_name(text, text);
DROP FUNCTION cairn_fold(text);
"""


class Migration(migrations.Migration):

    dependencies = [("record", "0002_trip_cancelled")]

    operations = [
        migrations.RunSQL(FUNCTIONS, BACK),
        migrations.RemoveConstraint(model_name="identifier", name="identifier_names_one_person"),
        migrations.AddConstraint(
            model_name="identifier",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("current", True),
                    models.Q(("kind", "uprn"), _negated=True),
                    models.Q(("status", "malformed"), _negated=True),
                ),
                fields=("kind", "canonical"),
                name="identifier_names_one_person",
            ),
        ),
    ]
