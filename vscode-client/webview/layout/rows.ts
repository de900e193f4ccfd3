/** The row of each box: importers above what they import, each layer a row of its own. */

import type { Arc, Box } from "./types";

/**
 * Rows from the top, counted from 0.
 *
 * Boxes of one layer share a row that no other box is in; the rows of layers have the order of the layers.
 */
export function rowsOf(boxes: readonly Box[], arcs: readonly Arc[]): Map<string, number> {
  const layers = [...new Set(boxes.flatMap(({ layer }) => (layer === null ? [] : [layer])))].sort((a, b) => a - b);
  // A layer is one node, so that all of its boxes come to stand in one row.
  const nodeOf = new Map(boxes.map(({ id, layer }) => [id, layer === null ? id : layerNode(layer)]));
  const nodes = [...new Set([...layers.map(layerNode), ...nodeOf.values()])];
  const wanted = arcs.flatMap(({ from, to }): [string, string][] => [[nodeOf.get(from) ?? from, nodeOf.get(to) ?? to]]);
  const order = new Map(downwards(nodes, wanted).map((node, at) => [node, at]));
  const fixed = layers
    .slice(1)
    .map((layer, at): [string, string] => [layerNode(layers[at] ?? layer), layerNode(layer)]);
  const isDown = ([from, to]: [string, string]) => (order.get(from) ?? 0) < (order.get(to) ?? 0);
  const rows = longestPaths(nodes, [...fixed, ...wanted.filter(isDown).filter((pair) => !isLayer(pair))]);
  return apart(boxes, nodeOf, rows);
}

const layerNode = (layer: number) => `layer ${layer}`;
const isLayer = ([from, to]: [string, string]) => from.startsWith("layer ") && to.startsWith("layer ");

/**
 * An order in which most arcs lead from an earlier to a later node: always the node next that has the fewest importers
 * left (Eades, Lin and Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993). Layers keep
 * their own order.
 */
function downwards(nodes: readonly string[], arcs: readonly [string, string][]): string[] {
  const balance = new Map(nodes.map((node) => [node, 0]));
  for (const [from, to] of arcs) {
    balance.set(from, (balance.get(from) ?? 0) + 1);
    balance.set(to, (balance.get(to) ?? 0) - 1);
  }
  const layers = nodes.filter((node) => node.startsWith("layer "));
  const sorted = nodes.toSorted((one, other) => (balance.get(other) ?? 0) - (balance.get(one) ?? 0));
  let next = 0;
  return sorted.map((node) => (node.startsWith("layer ") ? (layers[next++] ?? node) : node));
}

function longestPaths(nodes: readonly string[], arcs: readonly [string, string][]): Map<string, number> {
  const below = new Map<string, string[]>(nodes.map((node) => [node, []]));
  const above = new Map(nodes.map((node) => [node, 0]));
  for (const [from, to] of arcs) {
    below.get(from)?.push(to);
    above.set(to, (above.get(to) ?? 0) + 1);
  }
  const rows = new Map(nodes.map((node) => [node, 0]));
  const free = nodes.filter((node) => above.get(node) === 0);
  for (let node = free.pop(); node !== undefined; node = free.pop()) {
    for (const to of below.get(node) ?? []) {
      rows.set(to, Math.max(rows.get(to) ?? 0, (rows.get(node) ?? 0) + 1));
      const left = (above.get(to) ?? 1) - 1;
      above.set(to, left);
      if (left === 0) {
        free.push(to);
      }
    }
  }
  return rows;
}

/** Each layer has its row to itself: what shares it goes one below. */
function apart(boxes: readonly Box[], nodeOf: Map<string, string>, rows: Map<string, number>): Map<string, number> {
  const keys = boxes.map(({ id, layer }) => (rows.get(nodeOf.get(id) ?? id) ?? 0) * 2 + (layer === null ? 1 : 0));
  const used = [...new Set(keys)].sort((a, b) => a - b);
  const numbers = new Map(used.map((key, at) => [key, at]));
  return new Map(boxes.map(({ id }, at) => [id, numbers.get(keys[at] ?? 0) ?? 0]));
}
