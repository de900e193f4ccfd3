/** The shapes that are drawn and clicked: boxes, containers, and curves between boxes. */

import type { Item, Link, Scene } from "../graph/scene";
import type { Arrangement, Point, Rectangle } from "../layout/types";

export interface BoxShape extends Rectangle {
  item: Item;
  /** How large its text is, in relation to others. */
  scale: number;
  /** How many times as large it may be drawn without reaching a neighbour. */
  room: number;
}

export interface LinkShape {
  link: Link;
  path: Path2D;
  arrow: Path2D;
  /** Points along the curve, by which it is found under the mouse. */
  points: Point[];
}

export interface Shapes {
  boxes: Map<string, BoxShape>;
  links: LinkShape[];
  containers: Map<string, Rectangle & { label: string; count: number }>;
  bands: { layer: number; y: number; height: number }[];
  extent: { left: number; top: number; right: number; bottom: number };
}

const SAMPLES = 10;
const ARROW = 7;
const FEW = 300;
/** Left of the map, where the names of layers stand. */
const ROOM_FOR_NAMES = 70;

export type Sizes = Map<string, { width: number; height: number; scale: number }>;

export function shapesOf(scene: Scene, arrangement: Arrangement, sizes: Sizes): Shapes {
  const boxes = new Map<string, BoxShape>();
  for (const item of scene.items.values()) {
    const at = arrangement.boxes[item.id];
    const size = sizes.get(item.id);
    if (at !== undefined && size !== undefined) {
      boxes.set(item.id, { item, ...at, ...size, room: 1 });
    }
  }
  if (boxes.size <= FEW) {
    measureRoom([...boxes.values()]);
  }
  const containers: Shapes["containers"] = new Map();
  for (const [id, { label, items }] of scene.containers) {
    const rectangle = arrangement.containers[id];
    if (rectangle !== undefined) {
      containers.set(id, { ...rectangle, label, count: items.length });
    }
  }
  const links = scene.links.flatMap((link) => linkShape(link, boxes, arrangement.ways[`${link.from} ${link.to}`]));
  const { bands } = arrangement;
  const extent = extentOf([...boxes.values(), ...containers.values()]);
  const left = bands.length > 0 ? extent.left - ROOM_FOR_NAMES : extent.left;
  return { boxes, links, containers, bands, extent: { ...extent, left } };
}

/** The box at a place, if any. */
export function boxAt(shapes: Shapes, { x, y }: Point): BoxShape | undefined {
  return [...shapes.boxes.values()].find((box) => isIn(box, x, y));
}

/** The id of the container whose title is at a place. */
export function titleAt(shapes: Shapes, { x, y }: Point): string | undefined {
  const found = [...shapes.containers].find(([, box]) => isIn(box, x, y) && y < box.y - box.height / 2 + 28);
  return found?.[0];
}

/** The link that is nearest to a place and not farther away than `reach`; broken ones are preferred. */
export function linkAt(shapes: Shapes, at: Point, reach: number): LinkShape | undefined {
  let best: LinkShape | undefined;
  let least = reach;
  for (const shape of shapes.links) {
    const distance = distanceTo(shape.points, at, reach) * (shape.link.rules.length > 0 ? 0.6 : 1);
    if (distance < least) {
      best = shape;
      least = distance;
    }
  }
  return best;
}

function measureRoom(boxes: BoxShape[]): void {
  for (const box of boxes) {
    box.room = boxes.reduce((room, other) => {
      const across = Math.abs(box.x - other.x) / ((box.width + other.width) / 2);
      const along = Math.abs(box.y - other.y) / ((box.height + other.height) / 2);
      return other === box ? room : Math.min(room, Math.max(1, across, along) * 0.97);
    }, 2);
  }
}

function isIn(box: Rectangle, x: number, y: number): boolean {
  return Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - box.y) <= box.height / 2;
}

function linkShape(link: Link, boxes: Map<string, BoxShape>, way: Point[] | undefined): LinkShape[] {
  const from = boxes.get(link.from);
  const to = boxes.get(link.to);
  if (from === undefined || to === undefined) {
    return [];
  }
  const points = way !== undefined && way.length > 1 ? smooth(way) : curve(from, to);
  const path = new Path2D();
  points.forEach(({ x, y }, at) => (at === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  return [{ link, path, arrow: arrowOf(points), points }];
}

/** A curve from the lower side of one box to the upper side of the other, or the other way round, or sideways. */
function curve(from: BoxShape, to: BoxShape): Point[] {
  const isApart = Math.abs(to.y - from.y) > (from.height + to.height) / 2;
  if (!isApart) {
    const side = to.x > from.x ? 1 : -1;
    const [start, end] = [from.x + (side * from.width) / 2, to.x - (side * to.width) / 2];
    const lift = Math.min(60, Math.abs(end - start) / 4) + 4;
    return bezier(
      { x: start, y: from.y },
      { x: start + side * 12, y: from.y - lift },
      { x: end - side * 12, y: to.y - lift },
      { x: end, y: to.y },
    );
  }
  const down = to.y > from.y ? 1 : -1;
  const start = { x: from.x, y: from.y + (down * from.height) / 2 };
  const end = { x: to.x, y: to.y - (down * to.height) / 2 };
  const pull = (end.y - start.y) * 0.45;
  return bezier(start, { x: start.x, y: start.y + pull }, { x: end.x, y: end.y - pull }, end);
}

function bezier(a: Point, b: Point, c: Point, d: Point): Point[] {
  return Array.from({ length: SAMPLES + 1 }, (_, at) => {
    const t = at / SAMPLES;
    const s = 1 - t;
    const [p, q, r, u] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t];
    return { x: p * a.x + q * b.x + r * c.x + u * d.x, y: p * a.y + q * b.y + r * c.y + u * d.y };
  });
}

/** A way with round corners: a quadratic curve around each inner point. */
function smooth(way: Point[]): Point[] {
  const [first, last] = [way[0], way.at(-1)];
  if (first === undefined || last === undefined || way.length < 3) {
    return way;
  }
  const points = [first];
  for (let at = 1; at < way.length - 1; at += 1) {
    const [before, here, after] = [way[at - 1] ?? first, way[at] ?? first, way[at + 1] ?? last];
    const start = at === 1 ? first : middle(before, here);
    const end = at === way.length - 2 ? last : middle(here, after);
    for (let step = 1; step <= 5; step += 1) {
      const t = step / 5;
      const s = 1 - t;
      points.push({
        x: s * s * start.x + 2 * s * t * here.x + t * t * end.x,
        y: s * s * start.y + 2 * s * t * here.y + t * t * end.y,
      });
    }
  }
  return points;
}

function middle(one: Point, other: Point): Point {
  return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
}

function arrowOf(points: Point[]): Path2D {
  const arrow = new Path2D();
  const end = points.at(-1);
  const before = points.at(-2);
  if (end !== undefined && before !== undefined) {
    const angle = Math.atan2(end.y - before.y, end.x - before.x);
    arrow.moveTo(end.x, end.y);
    arrow.lineTo(end.x - ARROW * Math.cos(angle - 0.45), end.y - ARROW * Math.sin(angle - 0.45));
    arrow.lineTo(end.x - ARROW * Math.cos(angle + 0.45), end.y - ARROW * Math.sin(angle + 0.45));
    arrow.closePath();
  }
  return arrow;
}

function distanceTo(points: Point[], { x, y }: Point, reach: number): number {
  let least = Infinity;
  for (let at = 1; at < points.length; at += 1) {
    const [a, b] = [points[at - 1], points[at]];
    if (a === undefined || b === undefined || isBeside(a.x, b.x, x, reach) || isBeside(a.y, b.y, y, reach)) {
      continue;
    }
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    least = Math.min(least, Math.hypot(x - a.x - t * dx, y - a.y - t * dy));
  }
  return least;
}

function isBeside(a: number, b: number, value: number, reach: number): boolean {
  return value < Math.min(a, b) - reach || value > Math.max(a, b) + reach;
}

function extentOf(boxes: Rectangle[]): Shapes["extent"] {
  return {
    left: Math.min(...boxes.map(({ x, width }) => x - width / 2)),
    top: Math.min(...boxes.map(({ y, height }) => y - height / 2)),
    right: Math.max(...boxes.map(({ x, width }) => x + width / 2)),
    bottom: Math.max(...boxes.map(({ y, height }) => y + height / 2)),
  };
}
