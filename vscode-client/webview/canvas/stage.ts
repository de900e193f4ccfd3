/** The canvas: draws when something has changed, and turns what mouse and keys do into wishes. */

import type { Point } from "../layout/types";
import { element } from "../parts/dom";
import type { Selection, View } from "../view";
import { Camera } from "./camera";
import { directionOf, nextBox } from "./keys";
import { marksOf, type Pointed } from "./marks";
import { Painter } from "./painter";
import { onThemeChange, readPalette } from "./palette";
import { boxAt, linkAt, titleAt, type Shapes } from "./shapes";

export interface StageActions {
  select(selection: Selection): void;
  open(item: string): void;
  close(container: string): void;
  moved(camera: View["camera"]): void;
  focus(): void;
  search(): void;
  /** What is under the mouse, in words; null for nothing. */
  point(pointed: Pointed, at: Point): void;
}

const HELP =
  "Map of modules. Arrow keys go from module to module, Enter opens a group, F shows only a module and its " +
  "neighbours, plus and minus zoom, 0 shows all, Escape selects nothing, slash finds. The list beside says the same.";
const REACH = 7;
const CLICK = 4;
/** As far away as words can be read. */
const LEAST_ZOOM = 0.3;

export class Stage {
  readonly element: HTMLElement;
  readonly camera = new Camera();
  readonly #canvas = element("canvas", { tabindex: "0", role: "application", "aria-label": HELP });
  readonly #actions: StageActions;
  readonly #painter: Painter;
  #palette = readPalette();
  #shapes: Shapes | undefined;
  #selection: Selection = null;
  #pointed: Pointed = null;
  #active: string | null = null;
  #found: Set<string> | null = null;
  #press: { at: Point; last: Point; hasMoved: boolean } | undefined;
  #isMoving = false;
  /** All of the map is shown, and nobody has moved it since: then it stays so when the page gets another size. */
  #isFitted = false;
  #settling: number | undefined;
  #frame = 0;

  constructor(actions: StageActions) {
    this.#actions = actions;
    const context = this.#canvas.getContext("2d");
    if (context === null) {
      throw new Error("This editor has no canvas.");
    }
    this.#painter = new Painter(context);
    this.element = element("div", { class: "stage" }, this.#canvas);
    new ResizeObserver(() => this.#resize()).observe(this.element);
    onThemeChange(() => {
      this.#palette = readPalette();
      this.draw();
    });
    this.#listen();
  }

  get font(): string {
    return this.#palette.font;
  }

  get aspect(): number {
    return this.camera.width / Math.max(1, this.camera.height);
  }

  show(shapes: Shapes, selection: Selection, active: string | null, found: Set<string> | null): void {
    this.#shapes = shapes;
    this.#selection = selection;
    this.#active = active;
    this.#found = found;
    this.#pointed = null;
    this.draw();
  }

  /** Bring a box to where it is seen, when it is not. */
  reveal(id: string): void {
    const box = this.#shapes?.boxes.get(id);
    if (box === undefined) {
      return;
    }
    const { x, y } = this.camera.toPage(box);
    const margin = 60;
    const isSeen = x > margin && y > margin && x < this.camera.width - margin && y < this.camera.height - margin;
    if (!isSeen) {
      this.camera.x = box.x;
      this.camera.y = box.y;
    }
    if (!isSeen || this.camera.zoom < LEAST_ZOOM) {
      this.camera.zoom = Math.max(this.camera.zoom, LEAST_ZOOM);
      this.#moved();
    }
  }

  fit(id?: string): void {
    const container = id === undefined ? undefined : this.#shapes?.containers.get(id);
    const { extent } = this.#shapes ?? {};
    if (container !== undefined) {
      const { x, y, width, height } = container;
      this.camera.fit({ left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 });
    } else if (extent !== undefined && extent.right >= extent.left) {
      this.camera.fit(extent);
    }
    this.#moved();
    this.#isFitted = id === undefined;
  }

  focus(): void {
    this.#canvas.focus();
  }

  draw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#shapes !== undefined) {
        const marks = marksOf(this.#shapes, this.#selection, this.#pointed, this.#active, this.#found);
        this.#painter.paint(this.#shapes, this.camera, this.#palette, marks, this.#isMoving);
        this.#canvas.dataset["drawn"] = String(Number(this.#canvas.dataset["drawn"] ?? 0) + 1);
      }
    });
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.element;
    this.camera.width = clientWidth;
    this.camera.height = clientHeight;
    this.#canvas.width = Math.round(clientWidth * window.devicePixelRatio);
    this.#canvas.height = Math.round(clientHeight * window.devicePixelRatio);
    if (this.#isFitted) {
      this.fit();
    }
    this.draw();
  }

  #listen(): void {
    const canvas = this.#canvas;
    canvas.addEventListener("pointerdown", (event) => this.#down(event));
    canvas.addEventListener("pointermove", (event) => this.#move(event));
    canvas.addEventListener("pointerup", (event) => this.#up(event));
    canvas.addEventListener("pointerleave", () => this.#point(null, { x: 0, y: 0 }));
    canvas.addEventListener("dblclick", (event) => this.#double(event));
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    canvas.addEventListener("keydown", (event) => this.#key(event));
  }

  #down(event: PointerEvent): void {
    const at = { x: event.offsetX, y: event.offsetY };
    this.#press = { at, last: at, hasMoved: false };
    this.#canvas.setPointerCapture(event.pointerId);
  }

  #move(event: PointerEvent): void {
    const at = { x: event.offsetX, y: event.offsetY };
    const press = this.#press;
    if (press === undefined) {
      this.#point(this.#under(at), at);
      return;
    }
    press.hasMoved ||= Math.hypot(at.x - press.at.x, at.y - press.at.y) > CLICK;
    if (press.hasMoved) {
      this.camera.pan(at.x - press.last.x, at.y - press.last.y);
      press.last = at;
      this.#moved();
    }
  }

  #up(event: PointerEvent): void {
    const press = this.#press;
    this.#press = undefined;
    if (press === undefined || press.hasMoved || this.#shapes === undefined) {
      return;
    }
    const at = { x: event.offsetX, y: event.offsetY };
    const title = titleAt(this.#shapes, this.camera.toMap(at));
    const under = this.#under(at);
    if (under !== null) {
      this.#actions.select("link" in under ? { link: [under.link.link.from, under.link.link.to] } : under);
    } else if (title !== undefined) {
      this.#actions.close(title);
    } else {
      this.#actions.select(null);
    }
  }

  #double(event: MouseEvent): void {
    const under = this.#under({ x: event.offsetX, y: event.offsetY });
    if (under !== null && "item" in under) {
      this.#actions.open(under.item);
    }
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    if (event.shiftKey && !event.ctrlKey) {
      this.camera.pan(-event.deltaY || -event.deltaX, 0);
    } else {
      this.camera.zoomAt(
        { x: event.offsetX, y: event.offsetY },
        Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)),
      );
    }
    this.#moved();
  }

  #key(event: KeyboardEvent): void {
    const selected = this.#selection && "item" in this.#selection ? this.#selection.item : null;
    const middle = { x: this.camera.width / 2, y: this.camera.height / 2 };
    const direction = directionOf(event.key);
    if (direction !== undefined && this.#shapes !== undefined) {
      const next = nextBox(this.#shapes, selected, direction, this.camera);
      if (next !== undefined) {
        this.#actions.select({ item: next });
        this.reveal(next);
      }
    } else if (event.key === "Enter" && selected !== null) {
      this.#actions.open(selected);
    } else if (event.key === "Escape") {
      this.#actions.select(null);
    } else if (event.key === "+" || event.key === "=" || event.key === "-") {
      this.camera.zoomAt(middle, event.key === "-" ? 1 / 1.25 : 1.25);
      this.#moved();
    } else if (event.key === "0") {
      this.fit();
    } else if (event.key === "f" && !event.ctrlKey && !event.metaKey) {
      this.#actions.focus();
    } else if (event.key === "/") {
      this.#actions.search();
    } else {
      return;
    }
    event.preventDefault();
  }

  #under(at: Point): Pointed {
    if (this.#shapes === undefined) {
      return null;
    }
    const place = this.camera.toMap(at);
    const box = boxAt(this.#shapes, place);
    if (box !== undefined) {
      return { item: box.item.id };
    }
    const link = linkAt(this.#shapes, place, REACH / this.camera.zoom);
    return link === undefined ? null : { link };
  }

  #point(pointed: Pointed, at: Point): void {
    if (JSON.stringify(keyOf(pointed)) !== JSON.stringify(keyOf(this.#pointed))) {
      this.#pointed = pointed;
      this.#canvas.classList.toggle("pointing", pointed !== null);
      this.draw();
    }
    this.#actions.point(pointed, at);
  }

  #moved(): void {
    this.#isFitted = false;
    this.#isMoving = true;
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      this.#isMoving = false;
      this.draw();
      const { x, y, zoom } = this.camera;
      this.#actions.moved({ x, y, zoom });
    }, 150);
    this.draw();
  }
}

function keyOf(pointed: Pointed): unknown {
  return pointed !== null && "link" in pointed ? [pointed.link.link.from, pointed.link.link.to] : pointed;
}
