/** Keeps everything where it is when code has changed: people remember places. */

import type { Arrangement, Plan } from "./types";

const MOST_NEW = 8;
const GAP = 24;

/**
 * The arrangement of a plan in which everything that was arranged before stays where it is.
 *
 * What is gone is left out; a few new boxes go below the others. Null when so much is new, or something within a
 * container, that everything has to be arranged anew.
 */
export function keep(before: Arrangement, { boxes }: Plan): Arrangement | null {
  const added = boxes.filter(({ id }) => before.boxes[id] === undefined);
  if (added.length > MOST_NEW || added.some(({ container }) => container !== null) || boxes.length === added.length) {
    return null;
  }
  const containers = new Set(boxes.map(({ container }) => container));
  if ([...containers].some((id) => id !== null && before.containers[id] === undefined)) {
    return null;
  }
  const kept: Arrangement = { ...before, boxes: {}, containers: {} };
  const places = Object.values(before.boxes);
  let left = Math.min(...places.map(({ x }) => x));
  const below = Math.max(
    ...places.map(({ y }) => y),
    ...Object.values(before.containers).map((c) => c.y + c.height / 2),
  );
  for (const { id, width, height } of boxes) {
    const place = before.boxes[id];
    if (place !== undefined) {
      kept.boxes[id] = place;
    } else {
      kept.boxes[id] = { x: left + width / 2, y: below + 2 * GAP + height };
      left += width + GAP;
    }
  }
  for (const [id, rectangle] of Object.entries(before.containers)) {
    if (containers.has(id)) {
      kept.containers[id] = rectangle;
    }
  }
  return kept;
}
