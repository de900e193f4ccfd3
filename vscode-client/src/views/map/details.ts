/** What stands behind a module or an import of the map: findings, and the lines of code that import. */

import * as vscode from "vscode";
import type { Findings, MapImport, ModuleMap } from "../../protocol";
import { entriesOf } from "../boundaries/order";
import type { Details, PageFinding, PageSite, Target } from "./messages";

const MOST = 200;

export async function detailsOf(map: ModuleMap, findings: Findings, target: Target): Promise<Details> {
  if ("modules" in target) {
    const wanted = new Set(target.modules);
    const found = entriesOf(findings).troubled.filter(({ module }) => wanted.has(module.name));
    const shown = found.flatMap((entry) => entry.findings).slice(0, MOST);
    const written = shown.map((finding): PageFinding => ({ ...finding, path: pathIn(map.root, finding.uri) }));
    return { target, findings: written, sites: [] };
  }
  const pairs = new Set(target.pairs.map(([from, to]) => `${from} ${to}`));
  const imports = map.imports.filter(({ from, to }) => pairs.has(`${from} ${to}`));
  const broken = imports.filter(({ rules }) => rules.length > 0);
  const plain = imports.filter(({ rules }) => rules.length === 0);
  const sites = oneForEachLine([...broken, ...plain].flatMap(sitesOf)).slice(0, MOST);
  const lines = new LinesOfCode();
  const written = sites.map(async (site): Promise<PageSite> => {
    const text = await lines.read(site.uri, site.range.start.line);
    return { ...site, path: pathIn(map.root, site.uri), text: text.trim() };
  });
  return { target, findings: [], sites: await Promise.all(written) };
}

/** The path of a file as people write it, below the folder with this URI when it lies there. */
export function pathIn(root: string, uri: string): string {
  const path = vscode.Uri.parse(uri).path;
  const above = `${vscode.Uri.parse(root).path.replace(/\/$/, "")}/`;
  return path.startsWith(above) ? path.slice(above.length) : path;
}

type Site = Omit<PageSite, "path" | "text">;

function sitesOf({ from, to, sites }: MapImport): Site[] {
  return sites.map(({ uri, range, rule }) => ({ from, to, uri, range, rule: rule ?? null }));
}

/** A line that imports many names is one place, unless they break different rules. */
function oneForEachLine(sites: Site[]): Site[] {
  const byLine = new Map<string, Site>();
  for (const site of sites) {
    const key = `${site.uri} ${site.range.start.line} ${site.rule ?? ""}`;
    byLine.set(key, byLine.get(key) ?? site);
  }
  return [...byLine.values()];
}

/** The lines of files: as they are in the editor, else as they are on disk. Each file is read once. */
class LinesOfCode {
  readonly #files = new Map<string, Promise<string[]>>();

  async read(uri: string, line: number): Promise<string> {
    const lines = this.#files.get(uri) ?? readLines(vscode.Uri.parse(uri));
    this.#files.set(uri, lines);
    return (await lines)[line] ?? "";
  }
}

async function readLines(uri: vscode.Uri): Promise<string[]> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  try {
    const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.split(/\r\n|\r|\n/);
  } catch {
    // A file that is gone has no lines; the map is about to say so.
    return [];
  }
}
