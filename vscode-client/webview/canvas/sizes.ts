/** How large boxes are: as their words need, and larger the more modules import them. */

import type { Item, Scene } from "../graph/scene";
import type { Sizes } from "./shapes";

const HEIGHT = 34;
const PADDING = 11;
const BADGE = 20;
const MOST_SCALE = 2.1;
export const FONT_SIZE = 13;

export function sizesOf(scene: Scene, font: string): Sizes {
  const context = document.createElement("canvas").getContext("2d");
  const most = Math.max(8, ...[...scene.items.values()].map(({ importers }) => importers));
  const sizes: Sizes = new Map();
  for (const item of scene.items.values()) {
    const scale = scaleOf(item, most);
    if (context !== null) {
      context.font = `600 ${FONT_SIZE}px ${font}`;
    }
    const words = context?.measureText(item.label).width ?? item.label.length * 8;
    const below = subtitleOf(item).length * 6;
    const badge = item.findings.error + item.findings.warning > 0 ? BADGE : 0;
    const width = Math.max(64, Math.max(words, below) + 2 * PADDING + badge + (item.isInCycle ? 14 : 0));
    sizes.set(item.id, { width: width * scale, height: (item.isGroup ? HEIGHT + 10 : HEIGHT) * scale, scale });
  }
  return sizes;
}

/** What stands below the name of a group. */
export function subtitleOf(item: Item): string {
  return item.isGroup ? `${item.modules.length} modules` : "";
}

function scaleOf({ importers, isGod, isGroup }: Item, most: number): number {
  if (isGroup) {
    return 1;
  }
  const share = Math.max(0, importers - 2) / (most - 2);
  const scale = 1 + (MOST_SCALE - 1) * Math.sqrt(share) * 0.8;
  return isGod ? Math.max(1.5, scale) : scale;
}
