/** Maps for tests: modules by their names, imports as "a>b", "a>b!" for one that breaks a rule. */

import type { PageImport, PageMap, PageModule } from "../../src/views/map/messages";

export function moduleNamed(name: string, change: Partial<PageModule> = {}): PageModule {
  const findings = { error: 0, warning: 0, info: 0, hint: 0 };
  const rest = { kind: "business", owner: null, layer: null, files: 1, importers: 0, debt: 0, rules: [] };
  return { name, roots: [name], findings, ...rest, ...change };
}

export function mapOf(modules: (string | PageModule)[], imports: string[], cycles: string[][] = []): PageMap {
  const written = modules.map((each) => (typeof each === "string" ? moduleNamed(each) : each));
  return { complete: true, modules: written, imports: imports.map(importOf), cycles };
}

function importOf(text: string): PageImport {
  const [from = "", to = ""] = text.replace("!", "").split(">");
  const isBroken = text.endsWith("!");
  return { from, to, count: 1, rules: isBroken ? ["private-import"] : [], severity: isBroken ? "error" : null };
}
