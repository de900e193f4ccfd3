/** The layout of everything: first inside of each container, then of the containers and boxes around them. */

import { layered, MOST_BOXES } from "./layered";
import { shelves } from "./shelves";
import type { Arc, Arrangement, Box, Drawing, Plan, Point, Rectangle } from "./types";

const PADDING = 16;
const TITLE = 30;
const GAP_TO_LONELY = 40;
const MOST_STRETCH = 1.6;
/** A container with more boxes has them on shelves: it would become too large, and too slow. */
const MOST_INSIDE = 24;

export function arrange({ boxes, arcs, hasRows, aspect }: Plan): Arrangement {
  const outerOf = new Map(boxes.map(({ id, container }) => [id, container ?? id]));
  const inside = new Map<string, Box[]>();
  for (const { container, ...box } of boxes) {
    if (container !== null) {
      inside.set(container, [...(inside.get(container) ?? []), box]);
    }
  }
  const drawings = new Map<string, Drawing>();
  for (const [container, members] of inside) {
    const own = arcs.filter(({ from, to }) => outerOf.get(from) === container && outerOf.get(to) === container);
    drawings.set(container, draw(members, own, false, 1.5, MOST_INSIDE));
  }
  const outerBoxes = [...new Set(outerOf.values())].map((id) => outerBox(id, drawings, boxes));
  const outer = stretched(draw(outerBoxes, outerArcs(arcs, outerOf), hasRows, aspect, MOST_BOXES), aspect);
  return compose(outer, drawings, outerBoxes);
}

function draw(boxes: Box[], arcs: Arc[], hasRows: boolean, aspect: number, most: number): Drawing {
  if (boxes.length > most) {
    return shelves(boxes, arcs, hasRows, aspect);
  }
  const linked = new Set(arcs.flatMap(({ from, to }) => [from, to]));
  const connected = boxes.filter(({ id, layer }) => linked.has(id) || (hasRows && layer !== null));
  const lonely = boxes.filter((box) => !connected.includes(box));
  const above = connected.length > 0 ? layered(connected, arcs, hasRows) : shelves([], [], false, aspect);
  // What nothing leads to goes below, where it is not in the way.
  return lonely.length > 0 ? stack(above, shelves(lonely, [], false, aspect * 2)) : above;
}

/** Rows farther apart, as far as there is room on the page. */
function stretched(drawing: Drawing, aspect: number): Drawing {
  const factor = Math.min(MOST_STRETCH, drawing.width / aspect / Math.max(1, drawing.height));
  if (factor <= 1 || Object.keys(drawing.ways).length === 0) {
    return drawing;
  }
  const down = ({ x, y }: Point) => ({ x, y: y * factor });
  const mapped = <Value>(values: Record<string, Value>, change: (value: Value) => Value) =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
  return {
    ...drawing,
    boxes: mapped(drawing.boxes, down),
    ways: mapped(drawing.ways, (points) => points.map(down)),
    bands: drawing.bands.map((band) => ({ ...band, y: (band.y + band.height / 2) * factor - band.height / 2 })),
    height: drawing.height * factor,
  };
}

function stack(above: Drawing, below: Drawing): Drawing {
  const width = Math.max(above.width, below.width);
  const down = above.height > 0 ? above.height + GAP_TO_LONELY : 0;
  const [left, right] = [(width - above.width) / 2, (width - below.width) / 2];
  return {
    boxes: { ...shifted(above.boxes, left, 0), ...shifted(below.boxes, right, down) },
    ways: Object.fromEntries(
      Object.entries(above.ways).map(([key, points]) => [key, points.map(({ x, y }) => ({ x: x + left, y }))]),
    ),
    bands: above.bands,
    width,
    height: down + below.height,
  };
}

function shifted(boxes: Drawing["boxes"], x: number, y: number): Drawing["boxes"] {
  return Object.fromEntries(Object.entries(boxes).map(([id, at]) => [id, { x: at.x + x, y: at.y + y }]));
}

function outerBox(id: string, drawings: Map<string, Drawing>, boxes: Plan["boxes"]): Box {
  const drawing = drawings.get(id);
  if (drawing !== undefined) {
    return { id, width: drawing.width + 2 * PADDING, height: drawing.height + TITLE + PADDING, layer: null };
  }
  const box = boxes.find((each) => each.id === id);
  return { id, width: box?.width ?? 0, height: box?.height ?? 0, layer: box?.layer ?? null };
}

function outerArcs(arcs: Arc[], outerOf: Map<string, string>): Arc[] {
  const found = new Map<string, Arc>();
  for (const { from, to, weight } of arcs) {
    const [outerFrom, outerTo] = [outerOf.get(from) ?? from, outerOf.get(to) ?? to];
    if (outerFrom !== outerTo) {
      const key = `${outerFrom} ${outerTo}`;
      found.set(key, { from: outerFrom, to: outerTo, weight: weight + (found.get(key)?.weight ?? 0) });
    }
  }
  return [...found.values()];
}

function compose(outer: Drawing, drawings: Map<string, Drawing>, outerBoxes: Box[]): Arrangement {
  const arranged: Arrangement = { boxes: {}, containers: {}, ways: { ...outer.ways }, bands: outer.bands };
  for (const { id, width, height } of outerBoxes) {
    const middle = outer.boxes[id] ?? { x: 0, y: 0 };
    const drawing = drawings.get(id);
    if (drawing === undefined) {
      arranged.boxes[id] = middle;
    } else {
      const rectangle = { ...middle, width, height };
      arranged.containers[id] = rectangle;
      putInside(arranged, drawing, rectangle);
    }
  }
  return arranged;
}

function putInside(arranged: Arrangement, drawing: Drawing, { x, y, width, height }: Rectangle): void {
  const [left, top] = [x - width / 2 + PADDING, y - height / 2 + TITLE];
  Object.assign(arranged.boxes, shifted(drawing.boxes, left, top));
  for (const [key, points] of Object.entries(drawing.ways)) {
    arranged.ways[key] = points.map((point) => ({ x: point.x + left, y: point.y + top }));
  }
}
