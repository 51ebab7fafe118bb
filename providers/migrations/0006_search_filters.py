"""The search index learns every filter, and doctors' names.

The index is derived, so its table is made anew: filled with only the indexes that filling needs, and indexed
afterwards, which for a million doctors is many times quicker than moving each row through every index.

What does not age becomes a term. What the office said about new patients counts only for a while, so it is kept
with its day and compared with the day of the search; the term says only in which month it was said.
"""

from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models

import providers.sphere

NAMES = r"""
-- A name without capitals, accents, apostrophes and punctuation: "O'Brien-Núñez" is "obrien nunez".
CREATE FUNCTION folded_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(
        replace(replace(replace(replace(
            translate(lower(regexp_replace(normalize(name, NFKD), '[\u0300-\u036f''`\u00b4\u02bb\u02bc\u2018\u2019]', '', 'g')),
                      'ØøŁłĐđÐðıħ', 'oollddddih'),
            'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
        '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u2010-\u2015]+', ' ', 'g'))
$$;

-- The words under which a doctor is found. A name of several words is also one word, as in "delacruz".
CREATE FUNCTION name_words(given_name text, family_name text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT word) FILTER (WHERE word <> ''), '{}')
    FROM unnest(ARRAY[folded_name(given_name), folded_name(family_name)]) name,
        unnest(string_to_array(name, ' ') || replace(name, ' ', '')) word
$$;

-- The word, and what is left of it without any one letter. See providers.models.SearchName.
CREATE FUNCTION name_slips(word text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN length(word) < 3 THEN ARRAY[word] ELSE
        word || ARRAY(SELECT DISTINCT left(word, n - 1) || substr(word, n + 1) FROM generate_series(1, length(word)) n)
    END
$$;
"""

NO_NAMES = """
DROP FUNCTION name_slips(text);
DROP FUNCTION name_words(text, text);
DROP FUNCTION folded_name(text);
"""

REPLACED = """
DROP FUNCTION wrong_search_entries();
DROP FUNCTION rebuild_search_entries();
DROP FUNCTION refresh_search_entries(bigint[]);
DROP FUNCTION write_search_entries(bigint[]);
DROP FUNCTION true_search_entries(bigint[]);
"""

FUNCTIONS = """
-- What the index must hold for these doctors: a row for each practice that patients may see.
CREATE FUNCTION true_search_entries(providers bigint[])
    RETURNS TABLE (practice_id bigint, provider_id bigint, sort_name text, names tsvector,
                   latitude double precision, longitude double precision, terms tsvector,
                   accepted_on date, refused_on date)
    LANGUAGE sql STABLE AS $$
    SELECT practice.id, provider.id,
        folded_name(provider.family_name) || E'\\t' || folded_name(provider.given_name),
        array_to_tsvector(name_words(provider.given_name, provider.family_name)),
        location.latitude, location.longitude,
        array_to_tsvector(ARRAY(
            SELECT 'p' || offering.procedure_id FROM providers_offering offering
                WHERE offering.provider_id = provider.id
            UNION ALL
            SELECT 's' || trained.specialty_id FROM providers_provider_specialties trained
                WHERE trained.provider_id = provider.id
            UNION ALL
            SELECT 'l' || spoken.language_id FROM providers_provider_languages spoken
                WHERE spoken.provider_id = provider.id
            UNION ALL SELECT 'v0' WHERE NOT provider.video_first_visit
            UNION ALL SELECT 'w0' WHERE NOT location.wheelchair_access
            UNION ALL SELECT 'a' || to_char(practice.checked_on, 'YYYYMM')
                WHERE practice.accepting_new_patients AND practice.checked_on IS NOT NULL)),
        CASE WHEN practice.accepting_new_patients THEN practice.checked_on END,
        CASE WHEN NOT practice.accepting_new_patients THEN practice.checked_on END
    FROM providers_provider provider
    JOIN providers_practice practice ON practice.provider_id = provider.id
    JOIN providers_location location ON location.id = practice.location_id
    WHERE provider.id = ANY(providers) AND provider.is_listed
        AND (NOT (provider.is_demonstration OR location.is_demonstration) OR site_is_demonstration())
$$;

-- Only what differs is written. The caller holds the locks.
CREATE FUNCTION write_search_entries(providers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'The search index is kept true in READ COMMITTED transactions only, not in %.',
            upper(current_setting('transaction_isolation')) USING ERRCODE = 'feature_not_supported';
    END IF;
    WITH truth AS MATERIALIZED (SELECT * FROM true_search_entries(providers)),
        gone AS (
            DELETE FROM providers_searchentry entry WHERE entry.provider_id = ANY(providers)
                AND NOT EXISTS (SELECT FROM truth WHERE truth.practice_id = entry.practice_id)),
        spelled AS (
            INSERT INTO providers_searchname (word)
                SELECT DISTINCT used.word FROM truth, unnest(tsvector_to_array(truth.names)) used (word)
                WHERE NOT EXISTS (SELECT FROM providers_searchname known WHERE known.word = used.word)
                ORDER BY used.word
            ON CONFLICT DO NOTHING)
    INSERT INTO providers_searchentry AS entry
            (practice_id, provider_id, sort_name, names, latitude, longitude, terms, accepted_on, refused_on)
        SELECT truth.practice_id, truth.provider_id, truth.sort_name, truth.names, truth.latitude, truth.longitude,
            truth.terms, truth.accepted_on, truth.refused_on
        FROM truth
        ON CONFLICT (practice_id) DO UPDATE SET
            provider_id = excluded.provider_id, sort_name = excluded.sort_name, names = excluded.names,
            latitude = excluded.latitude, longitude = excluded.longitude, terms = excluded.terms,
            accepted_on = excluded.accepted_on, refused_on = excluded.refused_on
        WHERE (entry.provider_id, entry.sort_name, entry.names, entry.latitude, entry.longitude, entry.terms,
               entry.accepted_on, entry.refused_on)
            IS DISTINCT FROM
            (excluded.provider_id, excluded.sort_name, excluded.names, excluded.latitude, excluded.longitude,
             excluded.terms, excluded.accepted_on, excluded.refused_on);
END $$;

CREATE FUNCTION refresh_search_entries(providers bigint[]) RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM FROM providers_provider WHERE id = ANY(providers) ORDER BY id FOR NO KEY UPDATE;
    PERFORM write_search_entries(providers);
END $$;

-- In portions, so that a million doctors need no more memory than a few thousand.
CREATE FUNCTION rebuild_search_entries() RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE
    portion bigint[];
BEGIN
    LOCK TABLE providers_provider IN EXCLUSIVE MODE;
    FOR portion IN
        SELECT array_agg(id) FROM (
            SELECT id, row_number() OVER (ORDER BY id) / 10000 AS number FROM (
                SELECT id FROM providers_provider UNION SELECT provider_id FROM providers_searchentry) everybody
        ) numbered GROUP BY number
    LOOP
        PERFORM write_search_entries(portion);
    END LOOP;
    DELETE FROM providers_searchname known WHERE NOT EXISTS (
        SELECT FROM (SELECT DISTINCT unnest(tsvector_to_array(names)) AS word FROM providers_searchentry) used
        WHERE used.word = known.word);
END $$;

-- Each row that a rebuild would add, remove or change, and what is wrong with it.
CREATE FUNCTION wrong_search_entries() RETURNS TABLE (practice_id bigint, fault text) LANGUAGE sql STABLE
    SET search_path FROM CURRENT AS $$
    SELECT coalesce(truth.practice_id, entry.practice_id),
        CASE WHEN entry.practice_id IS NULL THEN 'missing' WHEN truth.practice_id IS NULL THEN 'left over'
        ELSE 'wrong ' || concat_ws(', ',
            CASE WHEN truth.provider_id IS DISTINCT FROM entry.provider_id THEN 'doctor' END,
            CASE WHEN (truth.sort_name, truth.names) IS DISTINCT FROM (entry.sort_name, entry.names) THEN 'name' END,
            CASE WHEN (truth.latitude, truth.longitude) IS DISTINCT FROM (entry.latitude, entry.longitude)
                THEN 'position' END,
            CASE WHEN truth.terms IS DISTINCT FROM entry.terms THEN 'terms' END,
            CASE WHEN (truth.accepted_on, truth.refused_on) IS DISTINCT FROM (entry.accepted_on, entry.refused_on)
                THEN 'new patients' END)
        END
    FROM true_search_entries(ARRAY(SELECT id FROM providers_provider)) truth
    FULL JOIN providers_searchentry entry ON entry.practice_id = truth.practice_id
    WHERE (truth.practice_id, truth.provider_id, truth.sort_name, truth.names, truth.latitude, truth.longitude,
           truth.terms, truth.accepted_on, truth.refused_on)
        IS DISTINCT FROM
        (entry.practice_id, entry.provider_id, entry.sort_name, entry.names, entry.latitude, entry.longitude,
         entry.terms, entry.accepted_on, entry.refused_on)
$$;

-- Words of names that are in entries and cannot be found when misspelt.
CREATE FUNCTION missing_search_names() RETURNS SETOF text LANGUAGE sql STABLE SET search_path FROM CURRENT AS $$
    SELECT unnest(tsvector_to_array(names)) FROM providers_searchentry EXCEPT SELECT word FROM providers_searchname
$$;

-- The words that a patient typed: without titles and initials, unless there is nothing else.
CREATE FUNCTION typed_name_words(typed text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH typed_words AS (
        SELECT left(word, 40) AS word, position,
            length(word) > 1 AND word NOT IN ('dr', 'dra', 'doctor', 'doctora', 'prof', 'professor', 'mr', 'mrs',
                                              'ms', 'md', 'phd') AS is_name
        FROM unnest(string_to_array(folded_name(left(typed, 400)), ' ')) WITH ORDINALITY words (word, position)
        WHERE word <> '')
    SELECT coalesce(array_agg(word ORDER BY position), '{}') FROM (
        SELECT word, min(position) AS position FROM typed_words
        WHERE is_name OR NOT EXISTS (SELECT FROM typed_words WHERE is_name)
        GROUP BY word ORDER BY min(position) LIMIT 6) few
$$;

-- What a typed word may stand for, as the text of a tsquery: a beginning, a slip away, or (widely) anything like it.
CREATE FUNCTION name_meanings(typed text, widely boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT '(' || string_agg(meaning, '|') || ')' FROM (
        SELECT quote_literal(typed) || ':*' WHERE length(typed) > 1
        UNION ALL
        SELECT quote_literal(word) FROM providers_searchname WHERE slips && name_slips(typed)
        UNION ALL
        (SELECT quote_literal(word) FROM providers_searchname WHERE widely AND word % typed
         ORDER BY similarity(word, typed) DESC, word LIMIT 8)) meanings (meaning)
$$;

-- Whose names are meant: as spelled if anybody is called that; else a slip away; else anything like it, and of three
-- or more words all but one. Nothing when nobody has such a name. The words may come in any order.
CREATE FUNCTION names_meant(typed text, OUT meant tsquery, OUT is_as_typed boolean) LANGUAGE plpgsql STABLE
    SET search_path FROM CURRENT SET enable_seqscan = off AS $$
DECLARE
    words text[] := typed_name_words(typed);
BEGIN
    is_as_typed := true;
    meant := (SELECT string_agg(quote_literal(word), '&') FROM unnest(words) word)::tsquery;
    IF EXISTS (SELECT FROM providers_searchentry WHERE names @@ meant) THEN
        RETURN;
    END IF;
    is_as_typed := false;
    meant := (SELECT string_agg(coalesce(name_meanings(word, false), quote_literal(word)), '&')
              FROM unnest(words) word)::tsquery;
    IF EXISTS (SELECT FROM providers_searchentry WHERE names @@ meant) THEN
        RETURN;
    END IF;
    words := ARRAY(SELECT meanings FROM unnest(words) WITH ORDINALITY typed (word, position),
                   name_meanings(word, true) meanings WHERE meanings IS NOT NULL ORDER BY position);
    IF cardinality(words) > 2 THEN
        meant := (SELECT string_agg('(' || all_but_one || ')', '|') FROM (
            SELECT (SELECT string_agg(word, '&') FROM unnest(words) WITH ORDINALITY others (word, position)
                    WHERE position <> left_out)
            FROM generate_subscripts(words, 1) left_out) ways (all_but_one))::tsquery;
    ELSE
        meant := array_to_string(words, '&')::tsquery;
    END IF;
    IF NOT EXISTS (SELECT FROM providers_searchentry WHERE names @@ meant) THEN
        meant := NULL;
    END IF;
END $$;
"""

NO_FUNCTIONS = """
DROP FUNCTION missing_search_names();
DROP FUNCTION names_meant(text);
DROP FUNCTION name_meanings(text, boolean);
DROP FUNCTION typed_name_words(text);
"""

BEFORE = import_module("providers.migrations.0003_search_index").FUNCTIONS.split("-- Triggers.")[0]


class Migration(migrations.Migration):
    dependencies = [("providers", "0005_history_begins")]

    operations = [
        migrations.RunSQL(REPLACED, BEFORE + "SELECT rebuild_search_entries();"),
        migrations.DeleteModel("SearchEntry"),
        migrations.RunSQL(NAMES, NO_NAMES),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("word", models.TextField(db_collation="C", primary_key=True, serialize=False, verbose_name="word")),
                (
                    "slips",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("word"), function="name_slips"),
                        output_field=django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None),
                    ),
                ),
            ],
            options={"verbose_name": "word of a name", "verbose_name_plural": "words of names"},
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                (
                    "practice",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="search_entry",
                        serialize=False,
                        to="providers.practice",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=models.deletion.DO_NOTHING,
                        related_name="search_entries",
                        to="providers.provider",
                    ),
                ),
                ("sort_name", models.TextField(db_collation="C", verbose_name="family name and given name, folded")),
                ("names", django.contrib.postgres.search.SearchVectorField(verbose_name="words of the name, folded")),
                ("latitude", models.FloatField(null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(null=True, verbose_name="longitude")),
                ("terms", django.contrib.postgres.search.SearchVectorField(verbose_name="terms")),
                (
                    "accepted_on",
                    models.DateField(
                        null=True, verbose_name="day on which the office said that it takes new patients"
                    ),
                ),
                (
                    "refused_on",
                    models.DateField(null=True, verbose_name="day on which the office said that it takes none"),
                ),
                (
                    "pos",
                    models.GeneratedField(
                        db_persist=True,
                        expression=providers.sphere.position("latitude", "longitude"),
                        output_field=providers.sphere.CubeField(null=True),
                    ),
                ),
            ],
            options={"verbose_name": "search entry", "verbose_name_plural": "search entries"},
        ),
        migrations.AddIndex(
            "searchentry", models.Index(fields=["provider"], name="search_entry_by_provider")
        ),
        migrations.RunSQL(FUNCTIONS, REPLACED + NO_FUNCTIONS),
        # Doctors entered before this migration.
        migrations.RunSQL("SELECT rebuild_search_entries()", migrations.RunSQL.noop),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GistIndex(
                condition=models.Q(("pos__isnull", False)),
                fields=["pos", "terms"],
                name="search_entry_by_place_and_terms",
                opclasses=["gist_cube_ops", "tsvector_ops(siglen=508)"],
            ),
        ),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(fields=["terms"], name="search_entry_by_terms"),
        ),
        migrations.AddIndex(
            "searchentry",
            django.contrib.postgres.indexes.GinIndex(fields=["names"], name="search_entry_by_names"),
        ),
        migrations.AddIndex(
            "searchentry", models.Index(fields=["sort_name", "provider"], name="search_entry_by_name")
        ),
        migrations.AddIndex(
            "searchentry",
            models.Index(
                condition=models.Q(("pos__isnull", True)),
                fields=["sort_name", "provider"],
                name="search_entry_unplaced_by_name",
            ),
        ),
        migrations.AddIndex(
            "searchname",
            django.contrib.postgres.indexes.GinIndex(fields=["slips"], name="search_name_by_slips"),
        ),
        migrations.AddIndex(
            "searchname",
            django.contrib.postgres.indexes.GinIndex(
                fields=["word"], name="search_name_by_likeness", opclasses=["gin_trgm_ops"]
            ),
        ),
    ]
