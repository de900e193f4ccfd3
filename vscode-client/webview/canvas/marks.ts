/** What is marked on the map, and what steps back, when something is selected or pointed at. */

import type { Selection } from "../view";
import type { Marks } from "./painter";
import type { LinkShape, Shapes } from "./shapes";

export type Pointed = { item: string } | { link: LinkShape } | null;

/** @param found the ids that a search has found; null without a search */
export function marksOf(
  shapes: Shapes,
  selection: Selection,
  pointed: Pointed,
  active: string | null,
  found: Set<string> | null,
): Marks {
  const marks: Marks = { items: new Set(), links: new Set(), near: null, active, found };
  const wanted = pointed ?? selection;
  if (wanted !== null && "item" in wanted) {
    markItem(marks, shapes, wanted.item);
  } else if (wanted !== null && "cycle" in wanted) {
    markCycle(marks, shapes, wanted.cycle);
  } else if (wanted !== null) {
    const link = "link" in wanted ? wanted.link : null;
    const shape = Array.isArray(link) ? linkOf(shapes, link) : link;
    if (shape !== null && shape !== undefined) {
      marks.links.add(shape);
      marks.items = new Set([shape.link.from, shape.link.to]);
      marks.near = marks.items;
    }
  }
  if (selection !== null && "item" in selection) {
    marks.items.add(selection.item);
  }
  return marks;
}

function markItem(marks: Marks, shapes: Shapes, id: string): void {
  if (!shapes.boxes.has(id)) {
    return;
  }
  marks.items.add(id);
  marks.near = new Set([id]);
  for (const shape of shapes.links) {
    if (shape.link.from === id || shape.link.to === id) {
      marks.links.add(shape);
      marks.near.add(shape.link.from).add(shape.link.to);
    }
  }
}

function markCycle(marks: Marks, shapes: Shapes, cycle: string[]): void {
  const pairs = new Set(cycle.map((from, at) => `${from} ${cycle[(at + 1) % cycle.length]}`));
  for (const shape of shapes.links) {
    if (shape.link.imports.some(({ from, to }) => pairs.has(`${from} ${to}`))) {
      marks.links.add(shape);
      marks.items.add(shape.link.from).add(shape.link.to);
    }
  }
  marks.near = marks.items.size > 0 ? marks.items : null;
}

function linkOf(shapes: Shapes, [from, to]: [string, string]): LinkShape | undefined {
  return shapes.links.find(({ link }) => link.from === from && link.to === to);
}
