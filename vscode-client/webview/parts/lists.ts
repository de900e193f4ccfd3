/** The lists beside the map: findings, imports, and the lines of code that import. */

import type { Counts } from "../../src/protocol";
import type { FromPage, PageFinding, PageSite } from "../../src/views/map/messages";
import type { Link } from "../graph/scene";
import { element } from "./dom";
import { list, row } from "./rows";
import { plural } from "./words";

interface Poster {
  post(message: FromPage): void;
}

/** @param counts how many there are; of very many, the first are shown */
export function findingList(findings: PageFinding[], counts: Counts, { post }: Poster): HTMLElement[] {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (findings.length === 0) {
    return [];
  }
  const rows = findings.map(({ uri, range, path, message, rule, severity }) => {
    const place = `${path}:${range.start.line + 1}`;
    const open = () => post({ type: "open", uri, range });
    const shown = severity === "error" || severity === "warning" ? severity : "note";
    const below = element("span", { class: "place" }, `${rule} · ${place}`);
    return row(
      shown,
      `${severity}: ${message} ${place}`,
      open,
      false,
      element("span", { class: "text" }, message, below),
    );
  });
  const more = total > findings.length ? `, ${findings.length} of them shown` : "";
  return [element("h3", {}, `${plural(total, "finding")}${more}`), list(rows)];
}

export function importList(
  title: string,
  links: Link[],
  label: (link: Link) => string,
  choose: (link: Link) => void,
): HTMLElement[] {
  if (links.length === 0) {
    return [element("h3", { class: "muted" }, title.replace(/ 0$/, " nothing"))];
  }
  const sorted = links.toSorted((one, other) => other.rules.length - one.rules.length || other.count - one.count);
  const rows = sorted.map((link) => {
    const rules = link.rules.join(", ");
    const kind = link.rules.length > 0 ? "error" : link.isInCycle ? "cycle" : "none";
    const description = [title.split(" ")[0], label(link), rules && `breaks ${rules}`].filter(Boolean).join(" ");
    const beside = element("span", { class: "muted" }, rules || String(link.count));
    return row(kind, description, () => choose(link), false, element("span", { class: "name" }, label(link)), beside);
  });
  return [element("h3", {}, title), list(rows)];
}

export function siteList(sites: PageSite[], { post }: Poster): HTMLElement[] {
  if (sites.length === 0) {
    return [];
  }
  const rows = sites.map(({ uri, range, path, rule, text }) => {
    const place = `${path}:${range.start.line + 1}`;
    const below = element("span", { class: "place" }, [place, rule].filter(Boolean).join(" · "));
    const code = element("code", {}, text || place);
    const open = () => post({ type: "open", uri, range });
    return row(
      rule === null ? "none" : "error",
      `${place} ${text} ${rule ?? ""}`,
      open,
      false,
      element("span", { class: "text" }, code, below),
    );
  });
  return [element("h3", {}, "Where"), list(rows)];
}
