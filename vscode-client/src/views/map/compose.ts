/** What the page is told of a module map: as little as it needs, with the severities that findings have. */

import type { Findings, MapImport, ModuleMap, Severity } from "../../protocol";
import { SEVERITIES } from "../boundaries/order";
import type { PageImport, PageMap } from "./messages";

/** The map without its places: those are asked for when somebody looks at one import. */
export function composeMap(map: ModuleMap, findings: Findings): PageMap {
  const rules = new Map(findings.modules.map((module) => [module.name, rulesOf(module.findings)]));
  const severityOf = severities(findings);
  return {
    complete: map.complete,
    modules: map.modules.map(({ name, roots, kind, owner, layer, files, importers, findings: counts, debt }) => ({
      ...{ name, roots, kind, owner, layer, files, importers, findings: counts, debt },
      rules: rules.get(name) ?? [],
    })),
    imports: map.imports.map((each) => composeImport(each, severityOf)),
    cycles: map.cycles,
  };
}

type SeverityOf = (place: string, module: string, rule: string) => Severity | undefined;

function composeImport(imported: MapImport, severityOf: SeverityOf): PageImport {
  const { from, to, count, rules, sites } = imported;
  const found = sites.flatMap((site) => (site.rule ? [severityOf(keyOf(site), from, site.rule)] : []));
  const worst = SEVERITIES.find((severity) => found.includes(severity));
  return { from, to, count, rules, severity: rules.length === 0 ? null : (worst ?? "error") };
}

/** How severe a finding at a place is. Where none is there exactly, the worst one of its rule in the module counts. */
function severities(findings: Findings): SeverityOf {
  const atPlaces = new Map<string, Severity>();
  const inModules = new Map<string, Severity>();
  const note = (where: Map<string, Severity>, key: string, severity: Severity) => {
    const before = where.get(key);
    if (before === undefined || SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(before)) {
      where.set(key, severity);
    }
  };
  for (const module of findings.modules) {
    for (const finding of module.findings) {
      note(atPlaces, `${keyOf(finding)} ${finding.rule}`, finding.severity);
      note(inModules, `${module.name} ${finding.rule}`, finding.severity);
    }
  }
  return (place, module, rule) => atPlaces.get(`${place} ${rule}`) ?? inModules.get(`${module} ${rule}`);
}

function keyOf({ uri, range: { start } }: { uri: string; range: MapImport["sites"][number]["range"] }): string {
  return `${uri} ${start.line}:${start.character}`;
}

function rulesOf(findings: { rule: string }[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

/**
 * The module that a file belongs to, as far as its path tells.
 *
 * @param path relative to the folder of `boundaries.yaml`, with slashes
 * @returns the name of the module whose root is the longest that the path goes through; null for none
 */
export function moduleOf(path: string, modules: readonly { name: string; roots: string[] }[]): string | null {
  const dotted = `.${path.replace(/(\/__init__)?\.pyi?$/, "").replaceAll("/", ".")}.`;
  let best = { length: 0, name: null as string | null };
  for (const { name, roots } of modules) {
    for (const root of roots) {
      if (root.length > best.length && dotted.includes(`.${root}.`)) {
        best = { length: root.length, name };
      }
    }
  }
  return best.name;
}
