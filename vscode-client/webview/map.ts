/** The page of the module map: takes what the extension sends, shows it, and keeps how somebody looks at it. */

import type { Details, FromPage, PageMap, Target, ToPage } from "../src/views/map/messages";
import { shapesOf, type Shapes } from "./canvas/shapes";
import { sizesOf } from "./canvas/sizes";
import { Stage } from "./canvas/stage";
import type { Pointed } from "./canvas/marks";
import { filterMap } from "./graph/filter";
import { fittingGrouping, groupsOf } from "./graph/grouping";
import { groupId, sceneOf, type Scene } from "./graph/scene";
import { bestOf, found, shownAs } from "./graph/search";
import { keep } from "./layout/keep";
import { Layouter } from "./layout/layouter";
import { planOf } from "./layout/plan";
import type { Arrangement, Point } from "./layout/types";
import { element } from "./parts/dom";
import { legend } from "./parts/legend";
import { Side } from "./parts/side";
import { Toolbar } from "./parts/toolbar";
import { describeItem, describeLink } from "./parts/words";
import { readView, type Selection, type View } from "./view";

interface Editor {
  postMessage(message: FromPage): void;
  getState(): unknown;
  setState(state: View): void;
}

declare function acquireVsCodeApi(): Editor;

class Page {
  readonly #editor = acquireVsCodeApi();
  readonly #layouter = new Layouter();
  readonly #toolbar: Toolbar;
  readonly #stage: Stage;
  readonly #side: Side;
  readonly #notice = element("div", { class: "notice", role: "status" });
  readonly #tip = element("div", { class: "tip", "aria-hidden": "true", hidden: true });
  readonly #said = element("div", { class: "unseen", "aria-live": "polite" });
  #view: View;
  #map: PageMap | undefined;
  #scene: Scene | undefined;
  #shapes: Shapes | undefined;
  #arrangement: Arrangement | undefined;
  /** What the arrangement is of: another look at the same items needs no other one. */
  #arranged = "";
  #details: Details | null = null;
  #active: string | null = null;
  /** What to do once the layout that is being worked out is there. */
  #afterwards: (() => void) | undefined;

  constructor() {
    this.#view = readView(this.#editor.getState(), document.body.dataset["repository"] ?? "");
    const actions = {
      change: (change: Partial<View>) => this.#change(change),
      select: (selection: Selection) => this.#select(selection),
      post: (message: FromPage) => this.#editor.postMessage(message),
      focus: () => this.#focus(),
    };
    this.#toolbar = new Toolbar({
      ...actions,
      selectFound: () => this.#selectFound(),
      fit: () => this.#stage.fit(),
      arrange: () => this.#arrangeAnew(),
    });
    this.#side = new Side(actions);
    this.#stage = new Stage({
      ...actions,
      open: (item) => this.#open(item),
      close: (container) => this.#close(container),
      moved: (camera) => this.#keepView({ camera }),
      search: () => this.#toolbar.search.focus(),
      point: (pointed, at) => this.#point(pointed, at),
    });
    this.#stage.element.append(legend(), this.#tip, this.#notice);
    const main = element("main", {}, this.#stage.element, this.#side.element);
    document.body.append(this.#toolbar.element, main, this.#said);
    window.addEventListener("message", ({ data }: MessageEvent<ToPage>) => this.#receive(data));
    this.#editor.postMessage({ type: "ready" });
  }

  #receive(message: ToPage): void {
    switch (message.type) {
      case "map":
        this.#map = message.map;
        this.#update(false);
        this.#askDetails();
        return;
      case "notice":
        this.#notice.textContent = message.text;
        this.#notice.classList.toggle("alone", this.#map === undefined);
        this.#notice.hidden = message.text === "";
        return;
      case "active":
        this.#active = message.module;
        this.#redraw();
        return;
      case "select":
        this.#change({ rule: "all", severity: "all", focus: null, search: "" });
        this.#select({ item: message.module });
        return;
      case "details":
        this.#details = message;
        this.#showSide();
    }
  }

  #keepView(change: Partial<View>): void {
    this.#view = { ...this.#view, ...change };
    this.#editor.setState(this.#view);
  }

  #change(change: Partial<View>): void {
    this.#keepView(change);
    this.#update(true);
  }

  /** @param byUser whether somebody has asked for another look: then everything may move */
  #update(byUser: boolean): void {
    const map = this.#map;
    if (map === undefined) {
      return;
    }
    const scene = sceneOf(map, this.#view);
    this.#scene = scene;
    const key = [...scene.items.keys()].join("\n");
    this.#showSide();
    if (key === this.#arranged && this.#arrangement !== undefined) {
      this.#shape(this.#arrangement);
      return;
    }
    const plan = planOf(scene, sizesOf(scene, this.#stage.font), this.#view, this.#stage.aspect);
    const kept = !byUser && this.#arrangement !== undefined ? keep(this.#arrangement, plan) : null;
    if (kept !== null) {
      this.#arranged = key;
      this.#shape(kept);
      return;
    }
    const hadCamera = this.#arrangement === undefined ? this.#view.camera : null;
    this.#layouter.arrange(plan, (arrangement) => {
      this.#arranged = key;
      this.#shape(arrangement);
      if (hadCamera !== null) {
        Object.assign(this.#stage.camera, hadCamera);
      } else {
        this.#stage.fit();
      }
      this.#afterwards?.();
      this.#afterwards = undefined;
    });
  }

  #shape(arrangement: Arrangement): void {
    if (this.#scene !== undefined) {
      this.#arrangement = arrangement;
      this.#shapes = shapesOf(this.#scene, arrangement, sizesOf(this.#scene, this.#stage.font));
      // What is shown by now, for whoever looks at the page from outside.
      document.body.dataset["items"] = String(this.#scene.items.size);
      document.body.dataset["links"] = String(this.#scene.links.length);
      this.#redraw();
    }
  }

  #redraw(): void {
    if (this.#shapes !== undefined && this.#scene !== undefined) {
      const { selection, search } = this.#view;
      const active = this.#active === null ? null : (shownAs(this.#scene, this.#active) ?? null);
      this.#stage.show(this.#shapes, selection, active, found(this.#scene, search));
    }
  }

  #showSide(): void {
    if (this.#map !== undefined && this.#scene !== undefined) {
      const found_ = found(this.#scene, this.#view.search);
      this.#side.show({ view: this.#view, map: this.#map, scene: this.#scene, details: this.#details, found: found_ });
      this.#toolbar.show(this.#view, this.#map, this.#groups());
    }
  }

  #groups(): string[] {
    const map = this.#map;
    if (map === undefined) {
      return [];
    }
    const { modules } = filterMap(map, this.#view);
    const groups = groupsOf(modules, this.#view.grouping ?? fittingGrouping(map.modules));
    return [...new Set(groups.values())];
  }

  #select(selection: Selection): void {
    const id = selection && "item" in selection ? selection.item : null;
    const shown = id === null || this.#scene === undefined ? id : (shownAs(this.#scene, id) ?? id);
    this.#details = null;
    this.#keepView({ selection });
    if (id !== null && shown !== null && shown !== id) {
      // It is in a group that is closed.
      this.#afterwards = () => this.#stage.reveal(id);
      this.#change({ opened: [...this.#view.opened, shown.slice(groupId("").length)] });
    } else {
      this.#showSide();
      this.#redraw();
      if (id !== null) {
        this.#stage.reveal(id);
      }
    }
    this.#askDetails();
    this.#say(selection);
  }

  #say(selection: Selection): void {
    const item = selection && "item" in selection ? this.#scene?.items.get(selection.item) : undefined;
    this.#said.textContent = item === undefined ? "" : describeItem(item);
  }

  #askDetails(): void {
    const target = this.#target();
    if (target !== null) {
      this.#editor.postMessage({ type: "details", target });
    }
  }

  #target(): Target | null {
    const { selection } = this.#view;
    const scene = this.#scene;
    if (selection === null || scene === undefined || "cycle" in selection) {
      return null;
    }
    if ("item" in selection) {
      return { modules: scene.items.get(selection.item)?.modules.map(({ name }) => name) ?? [] };
    }
    const [from, to] = selection.link;
    const link = scene.links.find((each) => each.from === from && each.to === to);
    return link ? { pairs: link.imports.map((each): [string, string] => [each.from, each.to]) } : null;
  }

  #selectFound(): void {
    const first = this.#scene && bestOf(this.#scene, this.#view.search);
    if (first !== undefined) {
      this.#select({ item: first });
    }
  }

  #open(id: string): void {
    if (this.#scene?.items.get(id)?.isGroup) {
      this.#afterwards = () => this.#stage.fit(id);
      this.#change({ opened: [...this.#view.opened, id.slice(groupId("").length)], selection: null });
    }
  }

  #close(container: string): void {
    this.#afterwards = () => this.#stage.reveal(container);
    const closed = container.slice(groupId("").length);
    this.#change({ opened: this.#view.opened.filter((group) => group !== closed), selection: { item: container } });
    this.#askDetails();
  }

  #focus(): void {
    const { selection } = this.#view;
    if (selection !== null && "item" in selection) {
      this.#change({ focus: { item: selection.item, hops: this.#view.focus?.hops ?? 1 } });
    }
  }

  #arrangeAnew(): void {
    this.#arranged = "";
    this.#update(true);
  }

  #point(pointed: Pointed, { x, y }: Point): void {
    const scene = this.#scene;
    const item = pointed !== null && "item" in pointed ? scene?.items.get(pointed.item) : undefined;
    const label = (id: string) => scene?.items.get(id)?.label ?? id;
    const text =
      pointed !== null && "link" in pointed ? describeLink(pointed.link.link, label) : item ? describeItem(item) : "";
    this.#tip.hidden = text === "";
    this.#tip.textContent = text;
    const isRight = x > this.#stage.camera.width / 2;
    this.#tip.style.left = isRight ? "" : `${x + 14}px`;
    this.#tip.style.right = isRight ? `${this.#stage.camera.width - x + 10}px` : "";
    this.#tip.style.top = `${y + 16}px`;
  }
}

new Page();
