import * as assert from "node:assert/strict";
import { test } from "node:test";
import type { Findings, ModuleMap, Severity } from "../../src/protocol";
import { composeMap, moduleOf } from "../../src/views/map/compose";

const range = (line: number) => ({ start: { line, character: 4 }, end: { line, character: 9 } });
const MODULE = {
  roots: ["shop.a"],
  uri: "",
  kind: "business",
  owner: null,
  layer: null,
  files: 1,
  importers: 0,
  debt: 0,
};
const COUNTS = { error: 0, warning: 0, info: 0, hint: 0 };

function mapWith(rules: string[], line: number): ModuleMap {
  const sites = [{ uri: "file:///a.py", range: range(line), ...(rules[0] ? { rule: rules[0] } : {}) }];
  const modules = ["a", "b"].map((name) => ({ ...MODULE, name, findings: COUNTS }));
  const rest = { root: "file:///", config: "file:///boundaries.yaml", complete: true, cycles: [] };
  return { ...rest, modules, imports: [{ from: "a", to: "b", count: 1, rules, sites }] };
}

function findingsWith(line: number, severity: Severity): Findings {
  const finding = { uri: "file:///a.py", range: range(line), rule: "private-import", severity, message: "No." };
  const module = { name: "a", owner: null, findings: [finding], counts: COUNTS, debt: 0 };
  return { root: "file:///", complete: true, modules: [module] };
}

test("an import that breaks no rule has no severity", () => {
  assert.equal(composeMap(mapWith([], 3), findingsWith(3, "error")).imports[0]?.severity, null);
});

test("a broken import is as severe as the finding at its place", () => {
  assert.equal(composeMap(mapWith(["private-import"], 3), findingsWith(3, "hint")).imports[0]?.severity, "hint");
});

test("a broken import whose finding is elsewhere is as severe as its rule in the module", () => {
  assert.equal(composeMap(mapWith(["private-import"], 3), findingsWith(7, "warning")).imports[0]?.severity, "warning");
});

test("the places are left out, and the rules of a module's findings are put in", () => {
  const composed = composeMap(mapWith(["private-import"], 3), findingsWith(3, "error"));
  assert.deepEqual(Object.keys(composed.imports[0] ?? {}), ["from", "to", "count", "rules", "severity"]);
  assert.deepEqual(
    composed.modules.map(({ rules }) => rules),
    [["private-import"], []],
  );
});

test("a file belongs to the module with the longest root on its way", () => {
  const modules = [
    { name: "shop", roots: ["shop"] },
    { name: "cam", roots: ["shop.cam", "shop.campaigns"] },
  ];
  assert.equal(moduleOf("shop/cam/api.py", modules), "cam");
  assert.equal(moduleOf("src/shop/campaigns/__init__.py", modules), "cam");
  assert.equal(moduleOf("shop/camera.py", modules), "shop");
  assert.equal(moduleOf("tools/run.py", modules), null);
});
