/** What is drawn: items, which are modules or whole groups of them, and links between items. */

import type { Counts, Severity } from "../../src/protocol";
import type { PageImport, PageMap, PageModule } from "../../src/views/map/messages";
import type { View } from "../view";
import { cyclic, filterMap, focusOn, pairOf, type Part } from "./filter";
import { fittingGrouping, groupsOf, shortNames } from "./grouping";

export interface Item {
  /** The name of a module, or `group:` and the name of a group. */
  id: string;
  label: string;
  isGroup: boolean;
  /** The opened group that it lies in. */
  container: string | null;
  modules: PageModule[];
  findings: Counts;
  debt: number;
  importers: number;
  isGod: boolean;
  isInCycle: boolean;
  layer: number | null;
}

export interface Link {
  from: string;
  to: string;
  imports: PageImport[];
  count: number;
  rules: string[];
  severity: Severity | null;
  isInCycle: boolean;
}

export interface Scene {
  items: Map<string, Item>;
  links: Link[];
  /** The opened groups, by id: their names and items. */
  containers: Map<string, { label: string; items: string[] }>;
  /** How many modules the filter hides. */
  hidden: number;
}

/** In focus nothing is grouped, unless it is still too much to look at. */
const MOST_WITHOUT_GROUPS = 150;
const SEVERITIES: Severity[] = ["error", "warning", "info", "hint"];

export const groupId = (name: string) => `group:${name}`;

export function sceneOf(map: PageMap, view: View): Scene {
  const grouping = view.grouping ?? fittingGrouping(map.modules);
  const allGroups = groupsOf(map.modules, grouping);
  const filtered = filterMap(map, view);
  const part = view.focus ? focusOn(filtered, membersOf(view.focus.item, allGroups), view.focus.hops) : filtered;
  const isSmall = view.focus !== null && part.modules.length <= MOST_WITHOUT_GROUPS;
  const groups = isSmall ? new Map<string, string>() : groupsOf(part.modules, grouping);
  const names = shortNames(map.modules);
  const makers = itemsOf(part, groups, new Set(view.opened), names, cyclic(map.cycles));
  return { ...makers, hidden: map.modules.length - part.modules.length };
}

/** The names of the modules behind the id of an item. */
function membersOf(id: string, groups: Map<string, string>): string[] {
  const members = [...groups].filter(([, group]) => groupId(group) === id).map(([name]) => name);
  return members.length > 0 ? members : [id];
}

function itemsOf(
  part: Part,
  groups: Map<string, string>,
  opened: Set<string>,
  names: Map<string, string>,
  cycles: Set<string>,
): Omit<Scene, "hidden"> {
  const items = new Map<string, Item>();
  const containers: Scene["containers"] = new Map();
  const shownAs = new Map<string, string>();
  const inCycles = new Set([...cycles].flatMap((pair) => pair.split(" ")));
  for (const module of part.modules) {
    const group = groups.get(module.name);
    const isClosed = group !== undefined && !opened.has(group);
    const id = isClosed ? groupId(group) : module.name;
    const label = isClosed ? group : (names.get(module.name) ?? module.name);
    shownAs.set(module.name, id);
    const item = items.get(id) ?? emptyItem(id, label, isClosed, group !== undefined && !isClosed ? group : null);
    items.set(id, withModule(item, module, inCycles.has(module.name)));
    if (group !== undefined && !isClosed) {
      const container = containers.get(groupId(group)) ?? { label: group, items: [] };
      container.items.push(id);
      containers.set(groupId(group), container);
    }
  }
  return { items, containers, links: linksOf(part.imports, shownAs, cycles) };
}

function emptyItem(id: string, label: string, isGroup: boolean, group: string | null): Item {
  const findings = { error: 0, warning: 0, info: 0, hint: 0 };
  const container = group === null ? null : groupId(group);
  const rest = { debt: 0, importers: 0, isGod: false, isInCycle: false, layer: null };
  return { id, label: labelIn(label, group), isGroup, container, modules: [], findings, ...rest };
}

/** Within its group, a module is called by the rest of its name. */
function labelIn(label: string, group: string | null): string {
  return group !== null && label.startsWith(`${group}.`) ? label.slice(group.length + 1) : label;
}

function withModule(item: Item, module: PageModule, isInCycle: boolean): Item {
  const isFirst = item.modules.length === 0;
  item.modules.push(module);
  SEVERITIES.forEach((severity) => (item.findings[severity] += module.findings[severity]));
  item.debt += module.debt;
  item.importers = Math.max(item.importers, module.importers);
  item.isGod ||= !item.isGroup && (module.kind === "god" || module.rules.includes("god-module"));
  item.isInCycle ||= isInCycle;
  item.layer = isFirst || item.layer === module.layer ? module.layer : null;
  return item;
}

function linksOf(imports: PageImport[], shownAs: Map<string, string>, cycles: Set<string>): Link[] {
  const links = new Map<string, Link>();
  for (const each of imports) {
    const from = shownAs.get(each.from);
    const to = shownAs.get(each.to);
    if (from === undefined || to === undefined || from === to) {
      continue;
    }
    const key = pairOf({ from, to });
    const rest = { count: 0, rules: [], severity: null, isInCycle: false };
    const link = links.get(key) ?? { from, to, imports: [], ...rest };
    links.set(key, link);
    link.imports.push(each);
    link.count += each.count;
    link.rules = [...new Set([...link.rules, ...each.rules])];
    link.severity = worse(link.severity, each.severity);
    link.isInCycle ||= cycles.has(pairOf(each));
  }
  return [...links.values()];
}

function worse(one: Severity | null, other: Severity | null): Severity | null {
  return SEVERITIES.find((severity) => severity === one || severity === other) ?? null;
}
