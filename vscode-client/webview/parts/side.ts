/** The side of the page: what is selected, or a list of everything, which says in words what the map shows. */

import type { Details, FromPage, PageMap } from "../../src/views/map/messages";
import { shortNames } from "../graph/grouping";
import type { Item, Link, Scene } from "../graph/scene";
import type { Selection, View } from "../view";
import { button, element } from "./dom";
import { findingList, importList, siteList } from "./lists";
import { list, row } from "./rows";
import { countsInWords, describeItem, plural, worstInWords } from "./words";

export interface SideActions {
  select(selection: Selection): void;
  change(change: Partial<View>): void;
  post(message: FromPage): void;
  focus(): void;
}

/** What is shown, and of what. */
export interface Shown {
  view: View;
  map: PageMap;
  scene: Scene;
  details: Details | null;
  /** The ids of the items that a search has found; null without one. */
  found: Set<string> | null;
}

export class Side {
  readonly element = element("aside", { class: "side", "aria-label": "Details" });
  readonly #actions: SideActions;

  constructor(actions: SideActions) {
    this.#actions = actions;
  }

  show(shown: Shown): void {
    const { view, scene } = shown;
    this.element.hidden = !view.isSideOpen;
    const { selection } = view;
    const item = selection && "item" in selection ? scene.items.get(selection.item) : undefined;
    const pair = selection && "link" in selection ? selection.link : undefined;
    const link = pair && scene.links.find(({ from, to }) => from === pair[0] && to === pair[1]);
    const top = this.element.scrollTop;
    const held = this.element.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-key")
      : null;
    if (item !== undefined) {
      this.element.replaceChildren(...this.#item(item, shown));
    } else if (link !== undefined) {
      this.element.replaceChildren(...this.#link(link, shown));
    } else {
      this.element.replaceChildren(...this.#overview(shown));
    }
    this.element.scrollTop = top;
    if (held) {
      this.element.querySelector<HTMLElement>(`[data-key="${CSS.escape(held)}"]`)?.focus();
    }
  }

  #item(item: Item, { map, scene, details, view }: Shown): HTMLElement[] {
    const module = item.isGroup ? undefined : item.modules[0];
    const facts: [string, string][] = module
      ? [
          ["Owner", module.owner ?? "nobody"],
          ["Kind", module.kind],
          ["Layer", module.layer === null ? "none" : String(module.layer + 1)],
          ["Packages", module.roots.join(", ")],
          ["Files", String(module.files)],
          ["Findings", countsInWords(item.findings) || "none"],
          ["Debt", item.debt === 0 ? "none" : `${plural(item.debt, "accepted finding")}`],
        ]
      : [
          ["Modules", String(item.modules.length)],
          ["Findings", countsInWords(item.findings) || "none"],
          ["Debt", item.debt === 0 ? "none" : `${plural(item.debt, "accepted finding")}`],
        ];
    const own = details !== null && "modules" in details.target ? details.findings : [];
    const incoming = scene.links.filter(({ to }) => to === item.id);
    const outgoing = scene.links.filter(({ from }) => from === item.id);
    const choose = (link: Link) => this.#actions.select({ link: [link.from, link.to] });
    const label = (id: string) => labelOf(scene, id);
    return [
      this.#heading(module?.name ?? item.label),
      this.#buttons(item, view),
      factList(facts),
      ...findingList(own, item.findings, this.#actions),
      ...importList(`Imported by ${incoming.length}`, incoming, ({ from }) => label(from), choose),
      ...importList(`Imports ${outgoing.length}`, outgoing, ({ to }) => label(to), choose),
      ...(item.isGroup
        ? this.#modules(
            "Modules",
            [...item.modules].map(({ name }) => name),
            map,
          )
        : []),
    ];
  }

  #buttons(item: Item, view: View): HTMLElement {
    const buttons = [];
    if (item.isGroup) {
      const open = () => this.#actions.change({ opened: [...view.opened, item.id.slice("group:".length)] });
      buttons.push(button("Open group", "Show the modules of this group", open));
    } else {
      const config = () => this.#actions.post({ type: "config", module: item.id });
      buttons.push(button("boundaries.yaml", "Open boundaries.yaml at this module", config));
    }
    if (view.focus?.item !== item.id) {
      buttons.push(button("Focus", "Show only this and its neighbours", () => this.#actions.focus()));
    }
    return element("div", { class: "buttons" }, ...buttons);
  }

  #link(link: Link, { scene, details }: Shown): HTMLElement[] {
    const [from, to] = [labelOf(scene, link.from), labelOf(scene, link.to)];
    const go = (id: string, label: string) =>
      button(label, `Select ${label}`, () => this.#actions.select({ item: id }));
    const sites = details !== null && "pairs" in details.target ? details.sites : [];
    const rules = link.rules.map((rule) =>
      button(rule, `Explain ${rule}`, () => this.#actions.post({ type: "explain", rule })),
    );
    const names = link.count === 0 ? "No import, only data" : plural(link.count, "imported name");
    return [
      this.#heading(`${from} → ${to}`),
      element("div", { class: "buttons" }, go(link.from, from), go(link.to, to)),
      factList([
        ["Imports", link.imports.length > 1 ? `${names}, ${plural(link.imports.length, "pair")} of modules` : names],
        ["Cycle", link.isInCycle ? "part of one" : "no"],
      ]),
      ...(rules.length > 0 ? [element("h3", {}, "Broken rules"), element("div", { class: "rules" }, ...rules)] : []),
      ...siteList(sites, this.#actions),
    ];
  }

  #heading(text: string): HTMLElement {
    const back = button("Close", "Back to the list", () => this.#actions.select(null), "×");
    back.classList.add("close");
    return element("header", {}, element("h2", { title: text }, text), back);
  }

  #overview({ map, scene, view, found }: Shown): HTMLElement[] {
    const broken = map.imports.filter(({ rules }) => rules.length > 0).length;
    const facts = [
      plural(map.modules.length, "module"),
      `${plural(map.imports.length, "import")} between them`,
      `${broken.toLocaleString("en")} broken`,
    ];
    const names = shortNames(map.modules);
    const cycles = map.cycles.map((cycle) => {
      const text = [...cycle, ...cycle.slice(0, 1)].map((name) => names.get(name) ?? name).join(" → ");
      const selected = view.selection && "cycle" in view.selection && view.selection.cycle.join() === cycle.join();
      const choose = () => this.#actions.select(selected ? null : { cycle });
      return row("cycle", `cycle ${text}`, choose, Boolean(selected), element("span", { class: "name" }, text));
    });
    const shown = [...scene.items.values()].filter(({ id }) => found === null || found.has(id)).sort(compareItems);
    const items = shown.map((item) => this.#row(item, scene));
    const nothing = element(
      "p",
      { class: "muted" },
      view.search ? "No module has such a name." : "Nothing is left: the filter hides all.",
    );
    const hidden = scene.hidden > 0 ? `, ${scene.hidden.toLocaleString("en")} hidden` : "";
    return [
      element("p", { class: "summary" }, facts.join(" · ")),
      ...(cycles.length > 0 ? [element("h3", {}, plural(cycles.length, "cycle")), list(cycles)] : []),
      element("h3", {}, `${found === null ? "Shown" : "Found"}: ${items.length}${hidden}`),
      items.length > 0 ? list(items) : nothing,
    ];
  }

  #row(item: Item, scene: Scene): HTMLElement {
    const label = item.container ? labelOf(scene, item.id) : item.label;
    const counts = worstInWords(item.findings);
    const severity = item.findings.error > 0 ? "error" : item.findings.warning > 0 ? "warning" : "none";
    return row(
      severity,
      describeItem(item),
      () => this.#actions.select({ item: item.id }),
      false,
      element("span", { class: "name" }, label),
      element("span", { class: "muted" }, counts || (item.isGroup ? plural(item.modules.length, "module") : "")),
    );
  }

  #modules(title: string, names: string[], map: PageMap): HTMLElement[] {
    const byName = new Map(map.modules.map((module) => [module.name, module]));
    const rows = names.map((name) => {
      const findings = byName.get(name)?.findings;
      const counts = findings ? worstInWords(findings) : "";
      const severity = findings && findings.error > 0 ? "error" : findings && findings.warning > 0 ? "warning" : "none";
      const choose = () => this.#actions.select({ item: name });
      return row(
        severity,
        [name, counts].filter(Boolean).join(", "),
        choose,
        false,
        element("span", { class: "name" }, name),
        element("span", { class: "muted" }, counts),
      );
    });
    return [element("h3", {}, title), list(rows)];
  }
}

function factList(facts: [string, string][]): HTMLElement {
  return element("dl", {}, ...facts.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, value)]));
}

function labelOf(scene: Scene, id: string): string {
  const item = scene.items.get(id);
  return item === undefined ? id : item.isGroup ? item.label : (item.modules[0]?.name ?? item.label);
}

function compareItems(one: Item, other: Item): number {
  return (
    other.findings.error - one.findings.error ||
    other.findings.warning - one.findings.warning ||
    (one.label < other.label ? -1 : Number(one.label > other.label))
  );
}
