"""What raw SQL does to tables: statement by statement, and silence for everything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ringfence.adapters.sql_reader import read_sql, read_sql_script
from ringfence.model.ranges import Range
from ringfence.model.sql import TableUse

SILENT = [
    "",
    ";",
    "'",
    "/*",
    "hello world",
    "cam_leads",
    "update the campaign",
    "update of the day: insert coins",
    "delete from",
    "select something nice",
    "Please delete from cam_leads what is old",
    "-- DELETE FROM cam_leads",
    "/* DELETE FROM cam_leads; */",
    "SELECT 1",
    "WITH stale AS (SELECT 1) SELECT * FROM stale",
    "EXPLAIN DELETE FROM cam_leads",
    "CREATE INDEX ix ON cam_leads (score)",
    "GRANT DELETE ON cam_leads TO reporting",
    "SELECT * FROM {}",
    "{}",
    "SELECT 'DELETE FROM cam_leads'",
]

CASES = [
    ("DELETE FROM cam_leads", "delete cam_leads"),
    ("delete from cam_leads where score is null", "delete cam_leads"),
    ('DELETE FROM "cam_leads"', "delete cam_leads"),
    ("DELETE FROM `cam_leads` WHERE `id` = 1", "delete cam_leads"),
    ("DELETE FROM [dbo].[cam_leads]", "delete dbo.cam_leads"),
    ("DELETE FROM billing.refunds", "delete billing.refunds"),
    ("DELETE cam_leads WHERE id = 1", "delete cam_leads"),
    ("DELETE FROM ONLY cam_leads", "delete cam_leads"),
    ("DELETE FROM cam_leads AS l WHERE l.id = 1", "delete cam_leads"),
    ("DELETE l FROM cam_leads l JOIN items i ON i.id = l.id", "delete cam_leads; read items"),
    ("DELETE FROM cam_leads USING items WHERE items.id = cam_leads.id", "delete cam_leads; read items"),
    ("DELETE FROM items WHERE name IN (SELECT email FROM cam_leads)", "delete items; read cam_leads"),
    ("TRUNCATE TABLE cam_leads", "delete cam_leads"),
    ("TRUNCATE cam_leads, cam_tags CASCADE", "delete cam_leads; delete cam_tags"),
    ("UPDATE cam_leads SET status = 'x', score = 0 WHERE id = :id", "update cam_leads(status, score)"),
    ("UPDATE cam_leads AS l SET score = 0 WHERE l.id = 1", "update cam_leads(score)"),
    ("UPDATE cam_leads SET (status, score) = ('x', 0)", "update cam_leads(status, score)"),
    ("UPDATE items SET name = c.name FROM cam_campaigns c", "update items(name); read cam_campaigns"),
    ("UPDATE c SET c.name = 'x' FROM cam_campaigns c", "update cam_campaigns(name)"),
    ("UPDATE a JOIN b ON a.id = b.id SET a.x = 1, b.y = 2", "update a(x); update b(y)"),
    ("UPDATE items SET name = 'update cam_leads set x'", "update items(name)"),
    ("WITH o AS (SELECT id FROM items) UPDATE c SET s = 1 WHERE id IN (SELECT id FROM o)", "update c(s); read items"),
    ("WITH gone AS (DELETE FROM a RETURNING *) INSERT INTO b SELECT * FROM gone", "insert b; delete a"),
    ("INSERT INTO cam_tags (name) VALUES ('x')", "insert cam_tags(name)"),
    ("INSERT INTO cam_tags (name) VALUES (?) ON CONFLICT (name) DO UPDATE SET name = 'x'", "insert cam_tags(name)"),
    ("INSERT INTO cam_tags (name) VALUES ('x') ON DUPLICATE KEY UPDATE name = 'x'", "insert cam_tags(name)"),
    ("INSERT OR REPLACE INTO cam_tags VALUES (1)", "insert cam_tags"),
    ("INSERT IGNORE INTO cam_tags VALUES (1)", "insert cam_tags"),
    ("REPLACE INTO cam_tags (name) VALUES ('x')", "insert cam_tags(name)"),
    ("INSERT INTO items (name) SELECT email FROM cam_leads", "insert items(name); read cam_leads"),
    ("COPY cam_tags FROM '/tags.csv'", "insert cam_tags"),
    ("SELECT * INTO copies FROM cam_leads", "insert copies; read cam_leads"),
    ("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN UPDATE SET x = 1", "update t(x); read s"),
    ("MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED THEN INSERT (id) VALUES (1)", "insert t(id); read s"),
    ("MERGE INTO t USING s ON t.id = s.id WHEN MATCHED THEN DELETE", "delete t; read s"),
    ("BEGIN; DELETE FROM a; DELETE FROM b; COMMIT", "delete a; delete b"),
    ("DO $$ BEGIN DELETE FROM a; END $$", "delete a"),
    ("SELECT * FROM a, b LEFT JOIN c ON 1 = 1 WHERE EXISTS (SELECT 1 FROM d)", "read a; read b; read c; read d"),
    ("-- clean up\n/* now */ DELETE FROM a", "delete a"),
    ("DELETE FROM a -- not from b", "delete a"),
    # Parameters of drivers, and holes of f-strings.
    ("DELETE FROM a WHERE id = %s AND name LIKE 'x%%'", "delete a"),
    ("UPDATE a SET b = %(b)s WHERE id = ANY(%(ids)s)", "update a(b)"),
    ("UPDATE a SET b = $1 WHERE id = $2 RETURNING *", "update a(b)"),
    ("UPDATE a SET b = :b::int WHERE c @> '{\"d\": 1}'", "update a(b)"),
    ("DELETE FROM a WHERE id IN ({})", "delete a"),
    ("DELETE FROM a WHERE {} AND b = {}", "delete a"),
    ("DELETE FROM a {}", "delete a"),
    ("INSERT INTO a (b, {}) VALUES ({})", "insert a(b)"),
    ("INSERT INTO a {}", "insert a"),
    ("UPDATE a SET {} WHERE id = 1", "update a"),
    ("UPDATE a {}", "update a"),
    ("DELETE FROM {}", "delete"),
    ("DELETE FROM cam_{} WHERE id = 1", "delete"),
    ("UPDATE {}.leads SET status = 'x'", "update(status)"),
    ("INSERT INTO {} VALUES (1)", "insert"),
    # What no dialect can read still has a beginning.
    ("DELETE FROM a WHERE ((( {} ", "delete a"),
    ("UPDATE a SET b = = 1", "update a"),
    ("INSERT INTO a VALUES ('it''s', ", "insert a"),
]


def shown(uses: tuple[TableUse, ...]) -> str:
    return "; ".join(
        f"{use.operation} {use.table}".strip() + (f"({', '.join(use.columns)})" if use.columns else "") for use in uses
    )


@pytest.mark.parametrize("text", SILENT)
def test_what_writes_and_reads_no_table_is_silent(text: str) -> None:
    assert shown(read_sql(text, None)) == ""


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text for text, _ in CASES])
def test_a_statement_tells_which_tables_it_writes_and_reads(text: str, expected: str) -> None:
    assert shown(read_sql(text, None)) == expected


def test_the_dialect_of_the_project_is_used() -> None:
    text = "UPDATE cam_leads SET tags = tags || '{x}' WHERE meta ? 'key' RETURNING id"
    assert shown(read_sql(text, "postgres")) == "update cam_leads(tags)"


def test_an_unknown_dialect_is_as_good_as_none() -> None:
    assert shown(read_sql("DELETE FROM cam_leads", "no such thing")) == "delete cam_leads"


def test_a_script_is_read_statement_by_statement_with_places() -> None:
    script = "-- clean up\nDELETE FROM a;\n\n  UPDATE b\n     SET c = 1;\nCREATE TABLE d (e int);\n"
    assert read_sql_script(script, None) == (
        (Range(1, 0, 1, 6), (TableUse("delete", "a"),)),
        (Range(3, 2, 3, 8), (TableUse("update", "b", ("c",)),)),
    )


def test_a_broken_statement_of_a_script_does_not_hide_the_others() -> None:
    script = "DELETE FROM a;\nUPDATE ??? nothing;\nDELETE FROM b;\n"
    assert [shown(uses) for _, uses in read_sql_script(script, None)] == ["delete a", "", "delete b"]


def test_deep_nesting_and_long_texts_end() -> None:
    assert read_sql("(" * 50_000 + "SELECT 1" + ")" * 50_000, None) == ()
    assert shown(read_sql("DELETE FROM a WHERE " + "(" * 5_000, None)) == "delete a"
    assert shown(read_sql("INSERT INTO a VALUES " + "(1), " * 100_000, None)) == "insert a"
    assert read_sql("/*" * 100_000, None) == ()
    assert read_sql("$a$" * 100_001, None) == ()


WORDS = st.sampled_from(
    [
        *("delete", "from", "update", "set", "insert", "into", "values", "select", "where", "with", "as"),
        *("(", ")", ",", ";", "'", '"', "`", "[", "]", "{}", "%s", ":a", "$$", "--", "/*", "*/", "a", "b.c", "*"),
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join) | st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    for use in read_sql(text, None):
        assert use.operation in ("insert", "update", "delete", "read")
        assert "hole__" not in use.table
