/** Which modules and imports are shown: by rule, by severity, and by their distance from what is in focus. */

import type { Severity } from "../../src/protocol";
import type { PageImport, PageMap, PageModule } from "../../src/views/map/messages";
import type { View } from "../view";

const SEVERITIES: Severity[] = ["error", "warning", "info", "hint"];

/** A part of a map. */
export interface Part {
  modules: PageModule[];
  imports: PageImport[];
}

/** What of a map a rule and a severity leave over: imports that break it, their ends, and modules with findings. */
export function filterMap(map: PageMap, { rule, severity }: Pick<View, "rule" | "severity">): Part {
  if (rule === "all" && severity === "all") {
    return map;
  }
  const inCycles = cyclic(map.cycles);
  const allowed = SEVERITIES.slice(0, severity === "all" ? undefined : SEVERITIES.indexOf(severity) + 1);
  const isWanted = (each: PageImport) =>
    rule === "cycles" ? inCycles.has(pairOf(each)) : hasRule(each.rules, rule) && isSevere(each, allowed, severity);
  const imports = map.imports.filter(isWanted);
  const ends = new Set(imports.flatMap(({ from, to }) => [from, to]));
  const isTroubled = (module: PageModule) =>
    rule !== "cycles" && hasRule(module.rules, rule) && allowed.some((each) => module.findings[each] > 0);
  return { modules: map.modules.filter((module) => ends.has(module.name) || isTroubled(module)), imports };
}

/** What is at most so many imports away from the modules with these names, in either direction. */
export function focusOn(part: Part, names: Iterable<string>, hops: number): Part {
  const neighbours = neighboursIn(part.imports);
  const near = new Set(names);
  let edge = [...near];
  for (let hop = 0; hop < hops; hop += 1) {
    edge = edge.flatMap((name) => neighbours.get(name) ?? []).filter((name) => !near.has(name));
    edge.forEach((name) => near.add(name));
  }
  return {
    modules: part.modules.filter(({ name }) => near.has(name)),
    imports: part.imports.filter(({ from, to }) => near.has(from) && near.has(to)),
  };
}

/** The pairs of modules, as `pairOf` writes them, whose import is a part of a cycle. */
export function cyclic(cycles: readonly string[][]): Set<string> {
  return new Set(
    cycles.flatMap((cycle) => cycle.map((from, at) => pairOf({ from, to: cycle[(at + 1) % cycle.length] ?? from }))),
  );
}

export function pairOf({ from, to }: { from: string; to: string }): string {
  return `${from} ${to}`;
}

function hasRule(rules: string[], rule: string): boolean {
  return rule === "all" || (rule === "broken" ? rules.length > 0 : rules.includes(rule));
}

function isSevere({ severity }: PageImport, allowed: Severity[], wanted: View["severity"]): boolean {
  return wanted === "all" || (severity !== null && allowed.includes(severity));
}

function neighboursIn(imports: PageImport[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (one: string, other: string) => {
    const known = found.get(one);
    if (known === undefined) {
      found.set(one, [other]);
    } else {
      known.push(other);
    }
  };
  for (const { from, to } of imports) {
    add(from, to);
    add(to, from);
  }
  return found;
}
