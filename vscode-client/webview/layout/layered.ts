/** The layout of few boxes: in rows, with arcs led around what is in their way. dagre does the work. */

import { Graph, layout } from "@dagrejs/dagre";
import { rowsOf } from "./rows";
import type { Arc, Box, Drawing, Point } from "./types";

/** More boxes and arcs than these are not led around each other: nobody could follow them. */
export const MOST_BOXES = 70;
const MOST_ARCS = 160;
const FEW_BOXES = 20;
const GAP = 26;
const GAP_OF_ROWS = 58;

export function layered(boxes: readonly Box[], arcs: readonly Arc[], hasRows: boolean): Drawing {
  const graph = new Graph({ directed: true });
  // dagre orders the rows and leads the arcs; which row is whose is worked out here, where layers are known.
  graph.setGraph({ rankdir: "TB", nodesep: GAP, edgesep: 5, ranksep: GAP_OF_ROWS, ranker: "none" });
  const rows = rowsOf(hasRows ? boxes : boxes.map((box) => ({ ...box, layer: null })), arcs);
  const rowOf = (id: string) => rows.get(id) ?? 0;
  for (const { id, width, height } of boxes) {
    // dagre keeps a row between two for the labels of arcs.
    graph.setNode(id, { width, height, rank: 2 * rowOf(id) });
  }
  const most = Math.min(MOST_ARCS, (boxes.length <= FEW_BOXES ? 4 : 2.5) * boxes.length);
  const strongest = arcs.toSorted((one, other) => other.weight - one.weight).slice(0, most);
  const upwards = new Set<string>();
  for (const { from, to, weight } of strongest) {
    if (rowOf(to) > rowOf(from)) {
      graph.setEdge(from, to, { weight });
    } else if (rowOf(to) < rowOf(from) && !graph.hasEdge(to, from)) {
      // dagre wants them all to lead down; this one is turned round again afterwards.
      graph.setEdge(to, from, { weight });
      upwards.add(`${from} ${to}`);
    }
  }
  layout(graph);
  return drawingOf(graph, boxes, upwards, hasRows);
}

function drawingOf(graph: Graph, boxes: readonly Box[], upwards: Set<string>, hasRows: boolean): Drawing {
  const drawn: Drawing = { boxes: {}, ways: {}, bands: hasRows ? bandsOf(graph, boxes) : [], width: 0, height: 0 };
  for (const { id, width, height } of boxes) {
    const { x, y } = graph.node(id) as Point;
    drawn.boxes[id] = { x, y };
    drawn.width = Math.max(drawn.width, x + width / 2);
    drawn.height = Math.max(drawn.height, y + height / 2);
  }
  for (const { v, w } of graph.edges()) {
    const points = ((graph.edge(v, w) as { points?: Point[] }).points ?? []).map(({ x, y }) => ({ x, y }));
    const isUpwards = upwards.has(`${w} ${v}`);
    drawn.ways[isUpwards ? `${w} ${v}` : `${v} ${w}`] = isUpwards ? points.reverse() : points;
  }
  return drawn;
}

function bandsOf(graph: Graph, boxes: readonly Box[]): Drawing["bands"] {
  const bands = new Map<number, { top: number; bottom: number }>();
  for (const { id, height, layer } of boxes) {
    if (layer !== null) {
      const { y } = graph.node(id) as Point;
      const band = bands.get(layer) ?? { top: y, bottom: y };
      bands.set(layer, { top: Math.min(band.top, y - height / 2), bottom: Math.max(band.bottom, y + height / 2) });
    }
  }
  return [...bands].map(([layer, { top, bottom }]) => ({ layer, y: top, height: bottom - top }));
}
