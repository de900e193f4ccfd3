/** Draws the map: what is near in detail, what is far in outlines. */

import type { Camera } from "./camera";
import { paintBox, paintContainer } from "./boxes";
import type { Palette } from "./palette";
import type { BoxShape, LinkShape, Shapes } from "./shapes";

export interface Marks {
  /** What is selected or pointed at. */
  items: Set<string>;
  links: Set<LinkShape>;
  /** What belongs to it; everything else steps back. Null: nothing steps back. */
  near: Set<string> | null;
  /** The item that the file in front belongs to. */
  active: string | null;
  found: Set<string> | null;
}

/** Above this many plain links, they are left out while the map moves. */
const MANY_LINKS = 3_000;

export class Painter {
  readonly #context: CanvasRenderingContext2D;
  #shapes: Shapes | undefined;
  /** All links of a kind as one path: drawn at once, thousands take a few milliseconds. */
  #paths: Record<"plain" | "cycle" | "broken", { lines: Path2D; arrows: Path2D; count: number }> | undefined;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  paint(shapes: Shapes, camera: Camera, palette: Palette, marks: Marks, isMoving: boolean): void {
    const context = this.#context;
    const ratio = window.devicePixelRatio;
    this.#collect(shapes);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.fillStyle = palette.background;
    context.fillRect(0, 0, camera.width, camera.height);
    const { zoom } = camera;
    context.setTransform(
      ratio * zoom,
      0,
      0,
      ratio * zoom,
      ratio * (camera.width / 2 - camera.x * zoom),
      ratio * (camera.height / 2 - camera.y * zoom),
    );
    this.#paintBands(shapes, camera, palette);
    for (const container of shapes.containers.values()) {
      paintContainer(context, container, palette, zoom);
    }
    this.#paintLinks(palette, marks, zoom, isMoving);
    this.#paintBoxes(shapes, camera, palette, marks);
    this.#paintMarked(palette, marks, zoom);
  }

  #collect(shapes: Shapes): void {
    if (this.#shapes === shapes && this.#paths !== undefined) {
      return;
    }
    const empty = () => ({ lines: new Path2D(), arrows: new Path2D(), count: 0 });
    const paths = { plain: empty(), cycle: empty(), broken: empty() };
    for (const shape of shapes.links) {
      const kind = paths[kindOf(shape)];
      kind.lines.addPath(shape.path);
      kind.arrows.addPath(shape.arrow);
      kind.count += 1;
    }
    this.#shapes = shapes;
    this.#paths = paths;
  }

  #paintBands({ bands, extent }: Shapes, camera: Camera, palette: Palette): void {
    const context = this.#context;
    const { left, right } = camera.seen();
    const margin = 16;
    for (const { layer, y, height } of bands) {
      context.fillStyle = palette.isHighContrast ? palette.background : palette.container;
      context.fillRect(left, y - margin, right - left, height + 2 * margin);
      context.strokeStyle = palette.boxBorder;
      context.lineWidth = 1 / camera.zoom;
      context.strokeRect(left - 5, y - margin, right - left + 10, height + 2 * margin);
      context.fillStyle = palette.muted;
      context.font = `${11 / camera.zoom}px ${palette.font}`;
      context.textBaseline = "middle";
      context.textAlign = "left";
      const fits = (extent.left - left) * camera.zoom > 60;
      context.fillText(
        `layer ${layer + 1}`,
        left + 10 / camera.zoom,
        fits ? y + height / 2 : y - margin + 9 / camera.zoom,
      );
    }
  }

  #paintLinks(palette: Palette, { near, links }: Marks, zoom: number, isMoving: boolean): void {
    const context = this.#context;
    const paths = this.#paths;
    if (paths === undefined) {
      return;
    }
    const total = paths.plain.count + paths.cycle.count + paths.broken.count;
    const faint = near !== null || links.size > 0 ? 0.25 : 1;
    const density = Math.min(1, Math.max(0.1, 120 / Math.max(1, paths.plain.count)));
    // Not by its colour alone.
    const thicker = palette.isHighContrast ? 1.5 : 1;
    const draw = (kind: keyof typeof paths, colour: string, width: number, alpha: number) => {
      context.globalAlpha = Math.min(1, alpha * faint);
      context.strokeStyle = context.fillStyle = colour;
      context.lineWidth = width / Math.sqrt(zoom);
      context.stroke(paths[kind].lines);
      if (zoom > 0.35 || total < 300) {
        context.fill(paths[kind].arrows);
      }
    };
    if (!isMoving || paths.plain.count < MANY_LINKS) {
      draw("plain", palette.line, 1, (palette.isHighContrast ? 0.6 : 0.55) * density);
    }
    draw("cycle", palette.cycle, 1.8 * thicker, 0.9);
    draw(
      "broken",
      palette.broken,
      1.6 * thicker,
      Math.max(0.35, Math.min(0.95, 150 / Math.max(1, paths.broken.count))),
    );
    context.globalAlpha = 1;
  }

  #paintBoxes(shapes: Shapes, camera: Camera, palette: Palette, marks: Marks): void {
    const { left, top, right, bottom } = camera.seen();
    const isSeen = ({ x, y, width, height }: BoxShape) =>
      x + width / 2 > left && x - width / 2 < right && y + height / 2 > top && y - height / 2 < bottom;
    for (const box of shapes.boxes.values()) {
      if (!isSeen(box)) {
        continue;
      }
      const isAside =
        (marks.near !== null && !marks.near.has(box.item.id)) ||
        (marks.found !== null && !marks.found.has(box.item.id));
      this.#context.globalAlpha = isAside ? 0.3 : 1;
      const state = { isMarked: marks.items.has(box.item.id), isActive: marks.active === box.item.id };
      paintBox(this.#context, box, palette, camera.zoom, state);
    }
    this.#context.globalAlpha = 1;
  }

  /** The links of what is selected, above everything, so that they can be followed. */
  #paintMarked(palette: Palette, { links }: Marks, zoom: number): void {
    const context = this.#context;
    for (const shape of links) {
      const kind = kindOf(shape);
      context.strokeStyle = context.fillStyle =
        kind === "broken" ? palette.broken : kind === "cycle" ? palette.cycle : palette.focus;
      context.lineWidth = 2.2 / Math.sqrt(zoom);
      context.stroke(shape.path);
      context.fill(shape.arrow);
    }
  }
}

function kindOf({ link }: LinkShape): "plain" | "cycle" | "broken" {
  return link.rules.length > 0 ? "broken" : link.isInCycle ? "cycle" : "plain";
}
