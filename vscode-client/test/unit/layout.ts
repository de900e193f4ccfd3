import * as assert from "node:assert/strict";
import { test } from "node:test";
import { arrange } from "../../webview/layout/arrange";
import { keep } from "../../webview/layout/keep";
import { rowsOf } from "../../webview/layout/rows";
import type { Arc, Plan } from "../../webview/layout/types";

function planOf(ids: string[], arcs: string[], change: Partial<Plan> = {}): Plan {
  const boxes = ids.map((text) => {
    const [id = "", layer] = text.split("@");
    return { id, width: 100, height: 34, layer: layer === undefined ? null : Number(layer), container: null };
  });
  return { boxes, arcs: arcs.map(arcOf), hasRows: true, aspect: 1.5, ...change };
}

function arcOf(text: string): Arc {
  const [from = "", to = ""] = text.split(">");
  return { from, to, weight: 1 };
}

function overlaps(plan: Plan): string[] {
  const { boxes } = arrange(plan);
  const placed = plan.boxes.map((box) => ({ ...box, ...(boxes[box.id] ?? { x: NaN, y: NaN }) }));
  assert.ok(placed.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)));
  return placed.flatMap((one, at) =>
    placed
      .slice(at + 1)
      .filter(({ x, y }) => Math.abs(x - one.x) < 99 && Math.abs(y - one.y) < 33)
      .map(({ id }) => `${one.id} ${id}`),
  );
}

test("nothing at all can be arranged", () => {
  assert.deepEqual(arrange(planOf([], [])).boxes, {});
});

test("who imports stands above", () => {
  const { boxes, ways } = arrange(planOf(["c", "b", "a"], ["a>b", "b>c"]));
  assert.ok((boxes["a"]?.y ?? 0) < (boxes["b"]?.y ?? 0));
  assert.ok((boxes["b"]?.y ?? 0) < (boxes["c"]?.y ?? 0));
  assert.ok((ways["a b"]?.length ?? 0) > 1);
});

test("a cycle is arranged as well, and both of its ways are there", () => {
  const { ways } = arrange(planOf(["a", "b", "c"], ["a>b", "b>c", "c>a"]));
  assert.ok((ways["c a"]?.length ?? 0) > 1);
});

test("a layer is a row of its own, in the order of the layers, whoever imports whom", () => {
  const { boxes, arcs } = planOf(["low@2", "up@0", "mid@1", "mid2@1", "free"], ["low>up", "mid>mid2", "up>free"]);
  const rows = rowsOf(boxes, arcs);
  assert.ok((rows.get("up") ?? 0) < (rows.get("mid") ?? 0));
  assert.equal(rows.get("mid"), rows.get("mid2"));
  assert.ok((rows.get("mid") ?? 0) < (rows.get("low") ?? 0));
  assert.ok([..."up mid low".split(" ")].every((name) => rows.get(name) !== rows.get("free")));
  assert.equal(arrange(planOf(["low@2", "up@0", "mid@1"], ["low>up"])).bands.length, 3);
});

test("boxes do not lie upon each other, few or many, linked or not", () => {
  for (const count of [1, 3, 40, 400]) {
    const ids = Array.from({ length: count }, (_, at) => `m${at}`);
    const arcs = ids.flatMap((id, at) => (at % 3 === 0 ? [] : [`${id}>m${(at * 7) % count}`, `${id}>m${at >> 1}`]));
    const wanted = arcs.filter((arc) => new Set(arc.split(">")).size > 1);
    assert.deepEqual(overlaps(planOf(ids, [...new Set(wanted)])), []);
  }
});

test("the modules of an opened group lie within it", () => {
  const plan = planOf(["a", "b", "c"], ["a>b", "b>c"]);
  const boxes = plan.boxes.map((box) => ({ ...box, container: box.id === "c" ? null : "group:g" }));
  const { boxes: placed, containers } = arrange({ ...plan, boxes });
  const group = containers["group:g"] ?? { x: 0, y: 0, width: 0, height: 0 };
  for (const id of ["a", "b"]) {
    assert.ok(Math.abs((placed[id]?.x ?? NaN) - group.x) <= (group.width - 100) / 2);
    assert.ok(Math.abs((placed[id]?.y ?? NaN) - group.y) <= (group.height - 34) / 2);
  }
});

test("the same plan is arranged the same way every time", () => {
  const plan = planOf(["a", "b", "c", "d"], ["a>b", "a>c", "c>d", "d>a"]);
  assert.deepEqual(arrange(plan), arrange(plan));
});

test("when code changes, what was there stays where it is, and a few new modules go below", () => {
  const before = arrange(planOf(["a", "b", "c"], ["a>b"]));
  const after = keep(before, planOf(["a", "c", "new"], ["a>c"]));
  assert.deepEqual(after?.boxes["a"], before.boxes["a"]);
  assert.deepEqual(after?.boxes["c"], before.boxes["c"]);
  assert.equal(after?.boxes["b"], undefined);
  assert.ok((after?.boxes["new"]?.y ?? 0) > Math.max(...Object.values(before.boxes).map(({ y }) => y)));
});

test("when everything is new, it is arranged anew", () => {
  assert.equal(keep(arrange(planOf(["a"], [])), planOf(["x", "y"], [])), null);
});
