/** The row above the map: find, filter, group, focus. */

import type { PageMap } from "../../src/views/map/messages";
import { fittingGrouping } from "../graph/grouping";
import type { Grouping, View } from "../view";
import { button, choice, element } from "./dom";

export interface ToolbarActions {
  change(change: Partial<View>): void;
  /** Select the first module that was found. */
  selectFound(): void;
  focus(): void;
  fit(): void;
  arrange(): void;
}

const SEVERITIES: [string, string][] = [
  ["all", "Any severity"],
  ["error", "Errors"],
  ["warning", "Warnings and worse"],
  ["info", "Notes and worse"],
  ["hint", "Hints and worse"],
];
const GROUPINGS: [string, string][] = [
  ["none", "Not grouped"],
  ["name", "By name"],
  ["owner", "By owner"],
  ["layer", "By layer"],
];

export class Toolbar {
  readonly element = element("div", { class: "toolbar", role: "toolbar", "aria-label": "Module map" });
  readonly search = element("input", { type: "search", placeholder: "Find a module", "aria-label": "Find a module" });
  readonly #actions: ToolbarActions;
  #shown = "";

  constructor(actions: ToolbarActions) {
    this.#actions = actions;
    this.search.addEventListener("input", () => actions.change({ search: this.search.value }));
    this.search.addEventListener("keydown", ({ key }) => {
      if (key === "Enter") {
        actions.selectFound();
      }
    });
  }

  /** @param groups the names of all groups */
  show(view: View, map: PageMap, groups: string[]): void {
    const rules = [...new Set(map.modules.flatMap((module) => module.rules))].sort();
    const grouping = view.grouping ?? fittingGrouping(map.modules);
    const { rule, severity, focus, opened, isSideOpen } = view;
    const shown = JSON.stringify([
      rule,
      severity,
      focus,
      opened.length,
      isSideOpen,
      rules,
      grouping,
      groups.length,
      view.selection,
    ]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    if (this.search.value !== view.search) {
      this.search.value = view.search;
    }
    const focused = document.activeElement;
    const held = focused !== null && focused !== this.search ? focused.getAttribute("aria-label") : null;
    const parts = [
      this.search,
      ...this.#filters(view, rules, grouping),
      ...this.#groupButtons(view, groups),
      ...this.#rest(view),
    ];
    // The search field stays in the page: it would lose the cursor.
    this.element.replaceChildren(...parts);
    if (focused === this.search) {
      this.search.focus();
    } else if (held !== null) {
      this.element.querySelector<HTMLElement>(`[aria-label="${CSS.escape(held)}"]`)?.focus();
    }
  }

  #filters(view: View, rules: string[], grouping: Grouping): HTMLElement[] {
    const { change } = this.#actions;
    const options: [string, string][] = [
      ["all", "All imports"],
      ["broken", "Broken boundaries"],
      ["cycles", "Cycles"],
      ...rules.map((rule): [string, string] => [rule, rule]),
    ];
    return [
      choice("Show imports of a rule", options, view.rule, (rule) => change({ rule })),
      choice("Show by severity", SEVERITIES, view.severity, (severity) =>
        change({ severity: severity as View["severity"] }),
      ),
      choice("Group modules", GROUPINGS, grouping, (chosen) => change({ grouping: chosen as Grouping, opened: [] })),
    ];
  }

  #groupButtons({ opened }: View, groups: string[]): HTMLElement[] {
    if (groups.length === 0) {
      return [];
    }
    const areAllOpen = groups.every((group) => opened.includes(group));
    const open = () => this.#actions.change({ opened: areAllOpen ? [] : groups });
    return [
      button(areAllOpen ? "Close groups" : "Open groups", areAllOpen ? "Close all groups" : "Open all groups", open),
    ];
  }

  #rest({ focus, selection, isSideOpen }: View): HTMLElement[] {
    const { change } = this.#actions;
    const hops = ["1", "2", "3"].map((each): [string, string] => [
      each,
      each === "1" ? "neighbours" : `${each} imports away`,
    ]);
    const focusing =
      focus === null
        ? [button("Focus", "Show only the selected module and its neighbours", () => this.#actions.focus())]
        : [
            choice("How far from the module in focus", hops, String(focus.hops), (value) =>
              change({ focus: { ...focus, hops: Number(value) } }),
            ),
            button("Leave focus", "Show everything again", () => change({ focus: null })),
          ];
    if (focus === null && !(selection && "item" in selection)) {
      focusing.forEach((part) => part.toggleAttribute("disabled", true));
    }
    const side = button("List", isSideOpen ? "Hide the list" : "Show the list", () =>
      change({ isSideOpen: !isSideOpen }),
    );
    side.setAttribute("aria-expanded", String(isSideOpen));
    return [
      ...focusing,
      element("span", { class: "space" }),
      button("Fit", "Show all of the map", () => this.#actions.fit()),
      button("Arrange", "Arrange everything anew", () => this.#actions.arrange()),
      side,
    ];
  }
}
