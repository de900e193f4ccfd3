import * as assert from "node:assert/strict";
import { test } from "node:test";
import { filterMap, focusOn } from "../../webview/graph/filter";
import { fittingGrouping, groupsOf } from "../../webview/graph/grouping";
import { sceneOf } from "../../webview/graph/scene";
import { bestOf, found, shownAs } from "../../webview/graph/search";
import { initialView, readView, type View } from "../../webview/view";
import { mapOf, moduleNamed } from "./maps";

const view = (change: Partial<View> = {}): View => ({ ...initialView("file:///shop"), ...change });
const names = (modules: { name: string }[]) => modules.map(({ name }) => name);

test("without a filter everything is shown", () => {
  const map = mapOf(["a", "b", "alone"], ["a>b"]);
  assert.equal(filterMap(map, view()), map);
});

test("a rule leaves the imports that break it, their ends, and modules with findings of it", () => {
  const troubled = moduleNamed("c", { rules: ["god-module"], findings: { error: 1, warning: 0, info: 0, hint: 0 } });
  const map = mapOf(["a", "b", troubled, "d"], ["a>b!", "b>d"]);
  assert.deepEqual(names(filterMap(map, view({ rule: "private-import" })).modules), ["a", "b"]);
  assert.deepEqual(names(filterMap(map, view({ rule: "god-module" })).modules), ["c"]);
  assert.deepEqual(names(filterMap(map, view({ rule: "broken" })).modules), ["a", "b", "c"]);
});

test("a severity leaves what is as severe or worse", () => {
  const map = mapOf(["a", "b", "c"], ["a>b!", "b>c"]);
  assert.deepEqual(names(filterMap(map, view({ severity: "error" })).modules), ["a", "b"]);
});

test("cycles leave the imports that they are made of", () => {
  const map = mapOf(["a", "b", "c"], ["a>b", "b>a", "b>c"], [["a", "b"]]);
  assert.deepEqual(names(filterMap(map, view({ rule: "cycles" })).modules), ["a", "b"]);
});

test("in focus is what is so many imports away, in either direction", () => {
  const map = mapOf(["a", "b", "c", "d"], ["a>b", "b>c", "c>d"]);
  assert.deepEqual(names(focusOn(map, ["b"], 1).modules), ["a", "b", "c"]);
  assert.deepEqual(names(focusOn(map, ["b"], 2).modules), ["a", "b", "c", "d"]);
});

test("groups are made by the first part in which names differ; a group of one is none", () => {
  const map = mapOf(["corp.sales.a", "corp.sales.b", "corp.mail.a"], []);
  assert.deepEqual(
    [...groupsOf(map.modules, "name")],
    [
      ["corp.sales.a", "sales"],
      ["corp.sales.b", "sales"],
    ],
  );
});

test("a small project is not grouped, a big one is, by what makes groups", () => {
  const many = Array.from({ length: 100 }, (_, at) => `area${at % 10}.part${at}`);
  const flat = Array.from({ length: 100 }, (_, at) => moduleNamed(`m${at}`, { owner: `team ${at % 5}` }));
  assert.equal(fittingGrouping(mapOf(["a.x", "a.y"], []).modules), "none");
  assert.equal(fittingGrouping(mapOf(many, []).modules), "name");
  assert.equal(fittingGrouping(flat), "owner");
});

test("a closed group is one item, with the imports of all of its modules", () => {
  const map = mapOf(["s.a", "s.b", "m.a", "m.b"], ["s.a>m.a", "s.b>m.b!", "s.a>s.b"]);
  const scene = sceneOf(map, view({ grouping: "name" }));
  assert.deepEqual([...scene.items.keys()], ["group:s", "group:m"]);
  assert.deepEqual(
    scene.links.map(({ from, to, count, rules }) => [from, to, count, rules]),
    [["group:s", "group:m", 2, ["private-import"]]],
  );
});

test("an opened group shows its modules, by the rest of their names", () => {
  const map = mapOf(["s.a", "s.b", "m.a", "m.b"], ["s.a>m.a"]);
  const scene = sceneOf(map, view({ grouping: "name", opened: ["s"] }));
  assert.deepEqual(
    [...scene.items.values()].map(({ id, label, container }) => [id, label, container]),
    [
      ["s.a", "a", "group:s"],
      ["s.b", "b", "group:s"],
      ["group:m", "m", null],
    ],
  );
});

test("a module is found by any part of its name, in its group as well", () => {
  const scene = sceneOf(mapOf(["s.cam", "s.b", "m.a", "m.b"], []), view({ grouping: "name" }));
  assert.equal(found(scene, "  "), null);
  assert.deepEqual([...(found(scene, "CAM") ?? [])], ["group:s"]);
  assert.equal(shownAs(scene, "s.cam"), "group:s");
  assert.equal(shownAs(scene, "nowhere"), undefined);
});

test("a text means the group of that name, else the module with the shortest name that has it", () => {
  const scene = sceneOf(mapOf(["s.tax", "s.taxes", "tax.a", "tax.b"], []), view({ grouping: "name" }));
  assert.equal(bestOf(scene, ""), undefined);
  assert.equal(bestOf(scene, "Tax"), "group:tax");
  assert.equal(bestOf(scene, "s.ta"), "s.tax");
  assert.equal(bestOf(scene, "nothing"), undefined);
});

test("what was kept of another repository, or is no view at all, is not taken up", () => {
  assert.deepEqual(readView(undefined, "x"), initialView("x"));
  assert.deepEqual(readView({ repository: "y", rule: "broken" }, "x"), initialView("x"));
  assert.deepEqual(readView({ repository: "x", rule: "broken" }, "x"), { ...initialView("x"), rule: "broken" });
});
