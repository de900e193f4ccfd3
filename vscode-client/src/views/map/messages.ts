/** What the extension and the page of the module map say to each other. */

import type { Range } from "vscode-languageserver-protocol";
import type { Counts, Severity } from "../../protocol";

export interface PageModule {
  name: string;
  roots: string[];
  kind: string;
  owner: string | null;
  layer: number | null;
  files: number;
  importers: number;
  findings: Counts;
  debt: number;
  /** The rules that its findings are of. */
  rules: string[];
}

export interface PageImport {
  from: string;
  to: string;
  /** The number of imported names; 0 when the one module only reaches into the other's data. */
  count: number;
  rules: string[];
  /** The worst finding of it; null when no rule is broken. */
  severity: Severity | null;
}

export interface PageMap {
  complete: boolean;
  modules: PageModule[];
  imports: PageImport[];
  cycles: string[][];
}

export interface PagePlace {
  uri: string;
  range: Range;
  /** Relative to the folder of `boundaries.yaml`. */
  path: string;
}

export interface PageFinding extends PagePlace {
  rule: string;
  severity: Severity;
  message: string;
}

export interface PageSite extends PagePlace {
  from: string;
  to: string;
  rule: string | null;
  /** The line of code. */
  text: string;
}

/** What somebody wants to know more about: modules by their names, or imports by importer and imported. */
export type Target = { modules: string[] } | { pairs: [string, string][] };

export interface Details {
  target: Target;
  findings: PageFinding[];
  sites: PageSite[];
}

export type ToPage =
  | { type: "map"; map: PageMap }
  | { type: "notice"; text: string }
  | { type: "active"; module: string | null }
  | { type: "select"; module: string }
  | ({ type: "details" } & Details);

export type FromPage =
  | { type: "ready" }
  | { type: "details"; target: Target }
  | { type: "open"; uri: string; range: Range }
  | { type: "config"; module: string }
  | { type: "explain"; rule: string };
