/** The layout of many boxes: on shelves, importers above what they import, neighbours near each other. */

import type { Arc, Box, Drawing } from "./types";

const GAP = 14;
const ROUNDS = 6;

interface Placed extends Box {
  x: number;
  y: number;
}

/**
 * Boxes in lines of about the same length. The upper ones import more than they are imported, each layer has lines of
 * its own, and within a line a box is near to where its neighbours are.
 */
export function shelves(boxes: readonly Box[], arcs: readonly Arc[], hasRows: boolean, aspect: number): Drawing {
  const area = boxes.reduce((sum, { width, height }) => sum + (width + GAP) * (height + GAP), 0);
  const widest = Math.max(0, ...boxes.map(({ width }) => width));
  const line = Math.max(widest, Math.sqrt(area * aspect));
  const sections = sectionsOf(boxes, arcs, hasRows);
  const lines = sections.flatMap((section) => linesOf(section, line));
  const neighbours = neighboursOf(arcs);
  place(lines, line);
  for (let round = 0; round < ROUNDS; round += 1) {
    sortByNeighbours(lines, neighbours);
    place(lines, line);
  }
  const placed = lines.flat();
  return {
    boxes: Object.fromEntries(placed.map(({ id, x, y }) => [id, { x, y }])),
    ways: {},
    bands: hasRows ? bandsOf(placed) : [],
    width: Math.max(line, ...placed.map(({ x, width }) => x + width / 2)),
    height: Math.max(0, ...placed.map(({ y, height }) => y + height / 2)),
  };
}

/** The layers from the top, then everything else; each sorted from those who import to those who are imported. */
function sectionsOf(boxes: readonly Box[], arcs: readonly Arc[], hasRows: boolean): Placed[][] {
  const imports = new Map<string, number>();
  const importers = new Map<string, number>();
  for (const { from, to } of arcs) {
    imports.set(from, (imports.get(from) ?? 0) + 1);
    importers.set(to, (importers.get(to) ?? 0) + 1);
  }
  const depth = (id: string) => {
    const [down, up] = [imports.get(id) ?? 0, importers.get(id) ?? 0];
    return down + up === 0 ? 2 : up / (down + up);
  };
  const byLayer = new Map<number, Placed[]>();
  for (const box of boxes) {
    const layer = hasRows && box.layer !== null ? box.layer : Infinity;
    byLayer.set(layer, [...(byLayer.get(layer) ?? []), { ...box, x: 0, y: 0 }]);
  }
  const sorted = [...byLayer].sort(([one], [other]) => (one < other ? -1 : Number(one > other)));
  return sorted.map(([, section]) => section.sort((one, other) => depth(one.id) - depth(other.id)));
}

function linesOf(section: Placed[], length: number): Placed[][] {
  const total = section.reduce((sum, { width }) => sum + width + GAP, 0);
  // Of even length, so that the last line is not left nearly empty.
  const even = total / Math.max(1, Math.round(total / length));
  const lines: Placed[][] = [];
  let used = 0;
  for (const box of section) {
    const current = lines.at(-1);
    if (current === undefined || used >= even * lines.length) {
      lines.push([box]);
    } else {
      current.push(box);
    }
    used += box.width + GAP;
  }
  return lines;
}

function place(lines: Placed[][], length: number): void {
  let top = 0;
  for (const line of lines) {
    const height = Math.max(...line.map((box) => box.height));
    const width = line.reduce((sum, box) => sum + box.width + GAP, -GAP);
    let left = (length - width) / 2;
    for (const box of line) {
      box.x = left + box.width / 2;
      box.y = top + height / 2;
      left += box.width + GAP;
    }
    top += height + GAP;
  }
}

function sortByNeighbours(lines: Placed[][], neighbours: Map<string, string[]>): void {
  const positions = new Map(lines.flat().map(({ id, x }) => [id, x]));
  for (const line of lines) {
    const wanted = new Map(line.map(({ id, x }) => [id, meanOf(neighbours.get(id), positions) ?? x]));
    line.sort((one, other) => (wanted.get(one.id) ?? 0) - (wanted.get(other.id) ?? 0));
  }
}

function meanOf(ids: string[] | undefined, positions: Map<string, number>): number | undefined {
  return ids && ids.reduce((sum, id) => sum + (positions.get(id) ?? 0), 0) / ids.length;
}

function neighboursOf(arcs: readonly Arc[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { from, to } of arcs) {
    found.set(from, [...(found.get(from) ?? []), to]);
    found.set(to, [...(found.get(to) ?? []), from]);
  }
  return found;
}

function bandsOf(placed: Placed[]): Drawing["bands"] {
  const bands = new Map<number, { top: number; bottom: number }>();
  for (const { layer, y, height } of placed) {
    if (layer !== null) {
      const { top, bottom } = bands.get(layer) ?? { top: y, bottom: y };
      bands.set(layer, { top: Math.min(top, y - height / 2), bottom: Math.max(bottom, y + height / 2) });
    }
  }
  return [...bands].map(([layer, { top, bottom }]) => ({ layer, y: top, height: bottom - top }));
}
