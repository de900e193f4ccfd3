/** What the server says beside the Language Server Protocol, as `server/docs/protocol.md` tells it. */

import type { Location, Position, Range, WorkspaceEdit } from "vscode-languageserver-protocol";

export const STATUS = "ringfence/status";
export const SHOW_REFERENCES = "ringfence.showReferences";
export const FIX_ALL = "source.fixAll.ringfence";

export type Severity = "error" | "warning" | "info" | "hint";
export type Counts = Record<Severity, number>;

export interface Status {
  state: "indexing" | "ready" | "broken" | "off";
  message: string;
  findings: Counts;
  /** Grows with every change of findings or imports. */
  revision: number;
}

/** Any file or folder of a repository stands for it; without one, the first repository is meant. */
export interface InRepository {
  uri?: string;
}

export interface ModuleMap {
  root: string;
  config: string;
  complete: boolean;
  modules: MapModule[];
  imports: MapImport[];
  cycles: string[][];
}

export interface MapModule {
  name: string;
  roots: string[];
  /** Its folder or file; null while it is not there. */
  uri: string | null;
  kind: string;
  owner: string | null;
  layer: number | null;
  files: number;
  importers: number;
  findings: Counts;
  debt: number;
}

export interface MapImport {
  from: string;
  to: string;
  count: number;
  rules: string[];
  sites: { uri: string; range: Range; rule?: string }[];
}

export interface Findings {
  root: string;
  complete: boolean;
  modules: FindingsOfModule[];
}

export interface FindingsOfModule {
  name: string;
  owner: string | null;
  findings: { uri: string; range: Range; rule: string; severity: Severity; message: string }[];
  counts: Counts;
  debt: number;
}

/** The server's commands: what each is given, and what it answers. */
export interface Commands {
  "ringfence.restartIndex": [InRepository, null];
  "ringfence.moduleMap": [InRepository, ModuleMap];
  "ringfence.findings": [InRepository, Findings];
  "ringfence.explain": [{ rule: string }, string];
  "ringfence.debugInformation": [undefined, string];
  "ringfence.configDraft": [{ uri: string }, { uri: string; text: string }];
  "ringfence.moduleDraft": [InRepository & { name: string }, { edit: WorkspaceEdit }];
}

/** The arguments of `ringfence.showReferences`. */
export type References = [uri: string, position: Position, locations: Location[]];
