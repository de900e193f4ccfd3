/** Groups of modules: by the first part of their names, by owner, or by layer. */

import type { PageModule } from "../../src/views/map/messages";
import type { Grouping } from "../view";

const MANY = 60;
const FEW_GROUPS = 2;

/** The group that each module is in, by its name. A group of one is none: its module stands alone. */
export function groupsOf(modules: readonly PageModule[], grouping: Grouping): Map<string, string> {
  if (grouping === "none") {
    return new Map();
  }
  const shared = grouping === "name" ? sharedParts(modules) : 0;
  const wanted = new Map<string, string>();
  const sizes = new Map<string, number>();
  for (const module of modules) {
    const group = groupOf(module, grouping, shared);
    if (group !== null) {
      wanted.set(module.name, group);
      sizes.set(group, (sizes.get(group) ?? 0) + 1);
    }
  }
  return new Map([...wanted].filter(([, group]) => (sizes.get(group) ?? 0) > 1));
}

/** What fits a project: all of it when it is small; else groups by name, where names make groups. */
export function fittingGrouping(modules: readonly PageModule[]): Grouping {
  if (modules.length <= MANY) {
    return "none";
  }
  const makesGroups = (grouping: Grouping) => {
    const groups = groupsOf(modules, grouping);
    const number = new Set(groups.values()).size;
    return number >= FEW_GROUPS && number <= modules.length / 3 && groups.size > modules.length / 2;
  };
  return (["name", "owner", "layer"] as const).find(makesGroups) ?? "none";
}

/** The name of a module without the parts that all names begin with. */
export function shortNames(modules: readonly PageModule[]): Map<string, string> {
  const shared = sharedParts(modules);
  return new Map(modules.map(({ name }) => [name, name.split(".").slice(shared).join(".")]));
}

function groupOf(module: PageModule, grouping: Grouping, shared: number): string | null {
  switch (grouping) {
    case "name": {
      const parts = module.name.split(".");
      return parts.length > shared ? (parts[shared] ?? null) : null;
    }
    case "owner":
      return module.owner;
    case "layer":
      return module.layer === null ? null : `layer ${module.layer + 1}`;
    case "none":
      return null;
  }
}

/** How many parts all dotted names begin with; the last part of a name is always its own. */
function sharedParts(modules: readonly PageModule[]): number {
  const [first, ...others] = modules.map(({ name }) => name.split("."));
  if (first === undefined || others.length === 0) {
    return 0;
  }
  return others.reduce((shared, parts) => {
    const most = Math.min(shared, parts.length - 1);
    let same = 0;
    while (same < most && parts[same] === first[same]) {
      same += 1;
    }
    return same;
  }, first.length - 1);
}
