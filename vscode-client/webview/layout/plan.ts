/** What has to be laid out of a scene. */

import type { Sizes } from "../canvas/shapes";
import type { Scene } from "../graph/scene";
import type { View } from "../view";
import type { Plan } from "./types";

/** A broken import does not decide what stands above: that is up to those which are allowed. */
const WEIGHT_OF_BROKEN = 0.3;

export function planOf(scene: Scene, sizes: Sizes, view: View, aspect: number): Plan {
  const items = [...scene.items.values()];
  return {
    boxes: items.map(({ id, container, layer }) => {
      const { width, height } = sizes.get(id) ?? { width: 80, height: 34 };
      return { id, width, height, layer, container };
    }),
    arcs: scene.links.map(({ from, to, count, rules }) => {
      const weight = 1 + Math.log2(1 + count);
      return { from, to, weight: rules.length > 0 ? weight * WEIGHT_OF_BROKEN : weight };
    }),
    hasRows: (view.grouping ?? "none") !== "owner" && items.some(({ layer }) => layer !== null),
    aspect,
  };
}
