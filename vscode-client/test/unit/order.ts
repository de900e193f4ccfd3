import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { Counts, Findings, Severity } from "../../src/protocol";
import { entriesOf, worstOf } from "../../src/views/boundaries/order";

const NONE: Counts = { error: 0, warning: 0, info: 0, hint: 0 };

function module(name: string, severities: Severity[], debt = 0) {
  const counts = { ...NONE };
  const findings = severities.map((severity, line) => {
    counts[severity] += 1;
    const range = { start: { line, character: 0 }, end: { line, character: 1 } };
    return { uri: "file:///a.py", range, rule: "private-import", severity, message: "No." };
  });
  return { name, owner: null, findings, counts, debt };
}

const entries = (...modules: Findings["modules"]) => entriesOf({ root: "file:///", complete: true, modules });

test("a module without findings and debt is not among those that have some", () => {
  const { troubled, clean } = entries(module("clean", []), module("", []));
  assert.deepEqual(troubled, []);
  assert.deepEqual(
    clean.map(({ name }) => name),
    ["clean"],
  );
});

test("what hurts most comes first: errors, then warnings, then debt, then the name", () => {
  const found = entries(
    module("b", []),
    module("late", ["hint"]),
    module("debt", [], 3),
    module("more", ["warning", "error", "error"]),
    module("most", ["error", "error", "warning", "warning"]),
    module("a", ["hint"]),
  );
  assert.deepEqual(
    found.troubled.map((entry) => entry.module.name),
    ["most", "more", "a", "late", "debt"],
  );
});

test("findings that belong to no module have an entry, too", () => {
  assert.equal(entries(module("", ["warning"])).troubled[0]?.module.name, "");
});

test("the findings of a module are in the order of their severity, then of their lines", () => {
  const [entry] = entries(module("a", ["hint", "error", "hint", "error"])).troubled;
  assert.deepEqual(
    entry?.findings.map(({ severity, range }) => `${severity} ${range.start.line}`),
    ["error 1", "error 3", "hint 0", "hint 2"],
  );
});

test("the worst severity is the first that is counted", () => {
  assert.equal(worstOf(NONE), undefined);
  assert.equal(worstOf({ ...NONE, hint: 1, warning: 1 }), "warning");
});
