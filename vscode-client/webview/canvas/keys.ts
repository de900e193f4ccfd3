/** From box to box with the arrow keys. */

import type { Point } from "../layout/types";
import type { Shapes } from "./shapes";

const DIRECTIONS: Record<string, Point> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function directionOf(key: string): Point | undefined {
  return DIRECTIONS[key];
}

/** The nearest box in a direction; without a start, the one that is nearest to `around`. */
export function nextBox(shapes: Shapes, from: string | null, direction: Point, around: Point): string | undefined {
  const start = from === null ? undefined : shapes.boxes.get(from);
  let best: string | undefined;
  let least = Infinity;
  for (const [id, box] of shapes.boxes) {
    const [x, y] = [box.x - (start ?? around).x, box.y - (start ?? around).y];
    const along = x * direction.x + y * direction.y;
    const across = Math.abs(x * direction.y) + Math.abs(y * direction.x);
    const distance = start === undefined ? Math.hypot(x, y) : along + 2.5 * across;
    if (id !== from && distance < least && (start === undefined || along > 1)) {
      best = id;
      least = distance;
    }
  }
  return best;
}
