/** From places on the map to places on the page, and back. */

import type { Point } from "../layout/types";

export interface Extent {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const LEAST = 0.04;
const MOST = 3;
const MARGIN = 30;
/** At the lower edge, where the legend is. */
const LEGEND = 34;

export class Camera {
  /** What of the map is in the middle of the page. */
  x = 0;
  y = 0;
  zoom = 1;
  /** The size of the page. */
  width = 1;
  height = 1;

  toMap({ x, y }: Point): Point {
    return { x: (x - this.width / 2) / this.zoom + this.x, y: (y - this.height / 2) / this.zoom + this.y };
  }

  toPage({ x, y }: Point): Point {
    return { x: (x - this.x) * this.zoom + this.width / 2, y: (y - this.y) * this.zoom + this.height / 2 };
  }

  /** Zoom so that what is at a place of the page stays there. */
  zoomAt(at: Point, factor: number): void {
    const before = this.toMap(at);
    this.zoom = clamp(this.zoom * factor);
    const after = this.toMap(at);
    this.x += before.x - after.x;
    this.y += before.y - after.y;
  }

  pan(x: number, y: number): void {
    this.x -= x / this.zoom;
    this.y -= y / this.zoom;
  }

  /** Show all of an extent, as large as fits. */
  fit({ left, top, right, bottom }: Extent): void {
    const horizontal = (this.width - 2 * MARGIN) / Math.max(1, right - left);
    const vertical = (this.height - 2 * MARGIN - LEGEND) / Math.max(1, bottom - top);
    this.zoom = clamp(Math.min(1.15, horizontal, vertical));
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2 + LEGEND / 2 / this.zoom;
  }

  /** What of the map is seen. */
  seen(): Extent {
    const { x: left, y: top } = this.toMap({ x: 0, y: 0 });
    const { x: right, y: bottom } = this.toMap({ x: this.width, y: this.height });
    return { left, top, right, bottom };
  }
}

function clamp(zoom: number): number {
  return Math.min(MOST, Math.max(LEAST, zoom));
}
