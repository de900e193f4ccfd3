"""What DDL does to foreign keys, in every dialect, with its place; silence for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringfence.adapters.sql_reader import read_script, read_sql
from ringfence.model.ranges import Range
from ringfence.model.sql import KeyChange

SILENT = [
    "",
    "hello world",
    "-- ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b (id)",
    "/* CREATE TABLE a (x int REFERENCES b); */",
    "SELECT 'ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b'",
    "CREATE TABLE a (x int, y text)",
    "CREATE TABLE a (x text DEFAULT 'REFERENCES b (id)')",
    "CREATE INDEX ix ON a (x)",
    "GRANT REFERENCES ON a TO reporting",
    "CREATE TEMP TABLE a (x int REFERENCES b (id))",
    "CREATE TEMPORARY TABLE a (x int REFERENCES b (id))",
    "CREATE FUNCTION f() RETURNS void AS $$ ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b $$ LANGUAGE sql",
    "ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES {} (id)",
    "ALTER TABLE {} ADD FOREIGN KEY (x) REFERENCES b (id)",
    "ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES",
    "CREATE TABLE",
    "DROP INDEX ix",
    "ALTER TABLE a DROP INDEX ix",
    "ALTER TABLE a DROP PRIMARY KEY",
]

CASES = [
    ("CREATE TABLE a (x int REFERENCES b (id))", "a(x) -> b"),
    ("create table if not exists a (id int, x int not null references b)", "a(x) -> b"),
    ("CREATE UNLOGGED TABLE a (x int REFERENCES b)", "a(x) -> b"),
    ('CREATE TABLE "a" ("x" int CONSTRAINT fk REFERENCES "b" ("id"))', "a(x) -> b as fk"),
    ("CREATE TABLE a (x int, FOREIGN KEY (x) REFERENCES b (id) ON DELETE CASCADE)", "a(x) -> b"),
    ("CREATE TABLE a (x int, CONSTRAINT fk FOREIGN KEY (x, y) REFERENCES b (id, k))", "a(x, y) -> b as fk"),
    ("CREATE TABLE a (n numeric(10, 2), x int REFERENCES b, y int REFERENCES c)", "a(x) -> b; a(y) -> c"),
    ("CREATE TABLE s.a (x int REFERENCES t.b (id))", "s.a(x) -> t.b"),
    ("CREATE TABLE `a` (`x` int, KEY `k` (`x`), CONSTRAINT `fk` FOREIGN KEY (`x`) REFERENCES `b` (`id`))",
     "a(x) -> b as fk"),
    ("ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b", "a(x) -> b"),
    ("ALTER TABLE a ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES b (id) NOT VALID", "a(x) -> b as fk"),
    ("ALTER TABLE ONLY public.a\n    ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES public.b(id);",
     "public.a(x) -> public.b as fk"),
    ("ALTER TABLE [dbo].[a]  WITH CHECK ADD  CONSTRAINT [fk] FOREIGN KEY([x])\nREFERENCES [dbo].[b] ([id])\nGO\n",
     "dbo.a(x) -> dbo.b as fk"),
    ("ALTER TABLE shop.dbo.a ADD FOREIGN KEY (x) REFERENCES shop.dbo.b", "dbo.a(x) -> dbo.b"),
    ("ALTER TABLE a ADD COLUMN x int REFERENCES b (id)", "a(x) -> b"),
    ("ALTER TABLE a ADD COLUMN IF NOT EXISTS x int REFERENCES b (id)", "a(x) -> b"),
    ("ALTER TABLE a ADD (x int REFERENCES b, y int)", "a(x) -> b"),
    ("ALTER TABLE a ADD x int REFERENCES b, ADD y int REFERENCES c", "a(x) -> b; a(y) -> c"),
    ("ALTER TABLE a DROP CONSTRAINT fk", "a drops fk"),
    ("ALTER TABLE a DROP CONSTRAINT IF EXISTS fk CASCADE", "a drops fk"),
    ("ALTER TABLE `a` DROP FOREIGN KEY `fk`", "a drops fk"),
    ("ALTER TABLE a DROP COLUMN x", "a drops column x"),
    ("ALTER TABLE a DROP x, DROP COLUMN IF EXISTS y", "a drops column x; a drops column y"),
    ("DROP TABLE a", "a drops all"),
    ("DROP TABLE IF EXISTS a, s.b CASCADE", "a drops all; s.b drops all"),
    ("DO $$ BEGIN ALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b; EXCEPTION WHEN others THEN null; END $$;",
     "a(x) -> b"),
    ("CREATE TABLE a (x int)\nGO\nALTER TABLE a ADD FOREIGN KEY (x) REFERENCES b\nGO", "a(x) -> b"),
    ("ALTER TABLE a DROP CONSTRAINT fk; DELETE FROM b; CREATE TABLE c (x int REFERENCES a)",
     "a drops fk; c(x) -> a"),
]  # fmt: skip


def _shown(key: KeyChange) -> str:
    if key.is_dropped:
        return f"{key.table} drops {key.name or ('column ' + key.columns[0] if key.columns else 'all')}"
    return f"{key.table}({', '.join(key.columns)}) -> {key.target}" + (f" as {key.name}" if key.name else "")


@pytest.mark.parametrize("text", SILENT)
def test_what_makes_or_drops_no_key_is_silent(text: str) -> None:
    assert read_sql.keys(text, None) == ()


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_keys_are_read_in_every_dialect(text: str, expected: str) -> None:
    assert "; ".join(_shown(key) for key in read_sql.keys(text, None)) == expected


def test_a_key_stands_where_the_other_table_is_named() -> None:
    text = "-- keys\nALTER TABLE a\n  ADD CONSTRAINT fk\n  FOREIGN KEY (x) REFERENCES s.b (id);\n"
    (key,) = read_sql.keys(text, None)
    assert key.range == Range(3, 29, 3, 32)


def test_a_script_holds_rows_and_keys() -> None:
    script = read_script("DELETE FROM a;\nALTER TABLE a DROP CONSTRAINT fk;", None, "app.cam.sql", is_test=True)
    assert script.name == "app.cam.sql"
    assert [use.table for _, uses in script.uses for use in uses] == ["a"]
    assert [_shown(key) for key in script.keys] == ["a drops fk"]
    assert script.is_test


@given(st.lists(st.sampled_from([
    *"()$;,.'\"`[]{}", "$$", " ", "\n", "CREATE", "ALTER", "DROP", "TABLE", "ADD", "CONSTRAINT", "FOREIGN", "KEY",
    "REFERENCES", "COLUMN", "IF", "DO", "GO", "a", "b", "--", "/*", "ä",
])).map(" ".join))  # fmt: skip
def test_any_text_at_all_is_read(text: str) -> None:
    lines = text.split("\n")
    for key in read_script(text, None, "").keys:
        assert 0 <= key.range.line <= key.range.end_line < len(lines)
        assert key.table
