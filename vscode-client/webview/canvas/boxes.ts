/** Draws modules, groups, and opened groups. */

import type { Severity } from "../../src/protocol";
import type { Rectangle } from "../layout/types";
import type { Palette } from "./palette";
import type { BoxShape } from "./shapes";
import { FONT_SIZE, subtitleOf } from "./sizes";

/** Text that would be smaller than this on the page is not drawn. */
const LEAST_TEXT = 3.3;
/** From afar, boxes are drawn larger than they are, so that their words can be read. */
const WANTED_TEXT = 9.5;
const MOST_BLOWN_UP = 1.45;
const RADIUS = 6;
const FAR_NAME = 11;

export interface BoxState {
  isMarked: boolean;
  isActive: boolean;
}

export function paintBox(
  context: CanvasRenderingContext2D,
  real: BoxShape,
  palette: Palette,
  zoom: number,
  { isMarked, isActive }: BoxState,
): void {
  const box = blownUp(real, zoom);
  const { item, x, y, width, height, scale } = box;
  const [left, top] = [x - width / 2, y - height / 2];
  const severity = worst(item.findings);
  const isDetailed = FONT_SIZE * scale * zoom >= LEAST_TEXT;
  if (item.isGroup && isDetailed) {
    // A second sheet behind it: there is more in it.
    outline(context, left + 4, top + 4, width, height, palette.group, palette.boxBorder, 1);
  }
  const colour = severity === "error" || severity === "warning" ? palette.severity[severity] : palette.line;
  const line = isMarked ? 2.5 : item.isGod ? 2.5 : severity === "error" ? 1.5 : 1;
  const border = isMarked ? palette.focus : colour;
  outline(context, left, top, width, height, item.isGroup ? palette.group : palette.box, border, line);
  if (!isDetailed) {
    paintFar(context, box, palette, severity);
    if (isMarked) {
      paintName(context, box, palette, zoom);
    }
    return;
  }
  if (item.isGod) {
    outline(context, left - 4, top - 4, width + 8, height + 8, undefined, colour, 1);
  }
  if (isActive) {
    outline(context, left - 3, top - 3, width + 6, height + 6, undefined, palette.active, 2.5);
  }
  paintWords(context, box, palette);
  paintBadge(context, box, palette, severity);
}

export function paintContainer(
  context: CanvasRenderingContext2D,
  container: Rectangle & { label: string; count: number },
  palette: Palette,
  zoom: number,
): void {
  const { x, y, width, height, label, count } = container;
  const [left, top] = [x - width / 2, y - height / 2];
  context.lineWidth = 1;
  outline(context, left, top, width, height, palette.container, palette.boxBorder, 1);
  const size = Math.max(FONT_SIZE, Math.min(22, 11 / zoom));
  context.font = `600 ${size}px ${palette.font}`;
  context.fillStyle = palette.text;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(`▾ ${label}`, left + 12, top + 16, width - 24);
  const used = context.measureText(`▾ ${label}`).width;
  context.font = `${size}px ${palette.font}`;
  context.fillStyle = palette.muted;
  if (used + 90 < width) {
    context.fillText(`  ${count} modules`, left + 12 + used, top + 16, width - 24 - used);
  }
}

function blownUp(box: BoxShape, zoom: number): BoxShape {
  const factor = Math.min(box.room, MOST_BLOWN_UP, Math.max(1, WANTED_TEXT / (FONT_SIZE * box.scale * zoom)));
  return { ...box, width: box.width * factor, height: box.height * factor, scale: box.scale * factor };
}

function outline(
  context: CanvasRenderingContext2D,
  left: number,
  top: number,
  width: number,
  height: number,
  fill: string | undefined,
  border: string,
  line: number,
): void {
  context.beginPath();
  context.roundRect(left, top, width, height, RADIUS);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  context.strokeStyle = border;
  context.lineWidth = line;
  context.stroke();
}

/** From afar, a box is a patch in the colour of its worst finding. */
function paintFar(
  context: CanvasRenderingContext2D,
  { x, y, width, height }: BoxShape,
  palette: Palette,
  severity: Severity | undefined,
): void {
  const isBad = severity === "error" || severity === "warning";
  const before = context.globalAlpha;
  context.globalAlpha = before * (isBad ? 0.8 : 0.35);
  context.fillStyle = isBad ? palette.severity[severity] : palette.muted;
  context.beginPath();
  context.roundRect(x - width / 2, y - height / 2, width, height, RADIUS);
  context.fill();
  context.globalAlpha = before;
}

/** What is selected has its name, however far away it is. */
function paintName(context: CanvasRenderingContext2D, box: BoxShape, palette: Palette, zoom: number): void {
  const size = FAR_NAME / zoom;
  context.font = `600 ${size}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const y = box.y - box.height / 2 - size * 0.8;
  const width = context.measureText(box.item.label).width + size * 0.6;
  context.fillStyle = palette.background;
  context.fillRect(box.x - width / 2, y - size * 0.65, width, size * 1.3);
  context.fillStyle = palette.text;
  context.fillText(box.item.label, box.x, y);
}

function paintWords(context: CanvasRenderingContext2D, box: BoxShape, palette: Palette): void {
  const { item, x, y, width, scale } = box;
  const hasBadge = item.findings.error + item.findings.warning > 0;
  const middle = x - (hasBadge ? 10 * scale : 0) + (item.isInCycle ? 6 * scale : 0);
  const room = width - (hasBadge ? 30 : 10) * scale;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.text;
  context.font = `600 ${FONT_SIZE * scale}px ${palette.font}`;
  const subtitle = subtitleOf(item);
  context.fillText(item.label, middle, y - (subtitle ? 8 * scale : 0), room);
  if (subtitle) {
    context.fillStyle = palette.muted;
    context.font = `${11 * scale}px ${palette.font}`;
    context.fillText(subtitle, middle, y + 9 * scale, room);
  }
  if (item.isInCycle) {
    paintCycle(context, x - width / 2 + 12 * scale, y, 4 * scale, palette.cycle);
  }
}

/** A ring that is not closed, with a point at its end. */
function paintCycle(context: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  context.strokeStyle = context.fillStyle = colour;
  context.lineWidth = 1.6;
  context.beginPath();
  context.arc(x, y, radius, 0.9, 6);
  context.stroke();
  context.beginPath();
  context.moveTo(x + radius + 3, y - 2);
  context.lineTo(x + radius - 3, y - 2);
  context.lineTo(x + radius, y + 2.5);
  context.fill();
}

function paintBadge(
  context: CanvasRenderingContext2D,
  { item, x, y, width, scale }: BoxShape,
  palette: Palette,
  severity: Severity | undefined,
): void {
  const count = item.findings.error || item.findings.warning;
  if (count === 0 || severity === undefined) {
    return;
  }
  const text = count > 999 ? `${Math.round(count / 1000)}k` : String(count);
  context.font = `600 ${10 * scale}px ${palette.font}`;
  const wide = Math.max(16 * scale, context.measureText(text).width + 8 * scale);
  const middle = x + width / 2 - wide / 2 - 6 * scale;
  context.fillStyle = palette.severity[severity];
  context.beginPath();
  context.roundRect(middle - wide / 2, y - 8 * scale, wide, 16 * scale, 8 * scale);
  context.fill();
  context.fillStyle = palette.background;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, middle, y + 0.5 * scale);
}

/** The worst severity that is counted. */
export function worst(counts: Record<Severity, number>): Severity | undefined {
  return (["error", "warning", "info", "hint"] as const).find((severity) => counts[severity] > 0);
}
