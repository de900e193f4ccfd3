/** How somebody looks at the map: what is kept while the page is hidden, and over a restart of the editor. */

import type { Severity } from "../src/protocol";

export type Grouping = "name" | "owner" | "layer" | "none";

export type Selection = { item: string } | { link: [from: string, to: string] } | { cycle: string[] } | null;

export interface View {
  /** The URI of a folder of the repository: whoever brings the page back asks for it. */
  repository: string;
  /** "all", "broken", "cycles", or the name of a rule. */
  rule: string;
  /** The least severity that is shown. */
  severity: Severity | "all";
  /** Undefined until somebody chooses: then what fits the size of the project. */
  grouping: Grouping | undefined;
  /** The names of the groups whose modules are shown. */
  opened: string[];
  /** One item, and what is so many imports away from it. */
  focus: { item: string; hops: number } | null;
  search: string;
  selection: Selection;
  /** Where the middle of the page is on the map, and how large the map is drawn; null: all of it. */
  camera: { x: number; y: number; zoom: number } | null;
  isSideOpen: boolean;
}

export function initialView(repository: string): View {
  return {
    repository,
    rule: "all",
    severity: "all",
    grouping: undefined,
    opened: [],
    focus: null,
    search: "",
    selection: null,
    camera: null,
    isSideOpen: true,
  };
}

/** What was kept, completed with what is missing in it; what was kept by another version may be anything. */
export function readView(kept: unknown, repository: string): View {
  const initial = initialView(repository);
  const isKept = typeof kept === "object" && kept !== null && "repository" in kept && kept.repository === repository;
  return isKept ? { ...initial, ...kept, repository } : initial;
}
