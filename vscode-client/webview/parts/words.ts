/** What the page says. */

import type { Counts, Severity } from "../../src/protocol";
import type { Item, Link } from "../graph/scene";

const NAMES: [Severity, string][] = [
  ["error", "error"],
  ["warning", "warning"],
  ["info", "note"],
  ["hint", "hint"],
];

/** "2 errors, 1 hint"; empty when there is nothing. */
export function countsInWords(counts: Counts): string {
  const found = NAMES.filter(([severity]) => counts[severity] > 0);
  return found.map(([severity, name]) => plural(counts[severity], name)).join(", ");
}

/** The worst of it alone: "2 errors". */
export function worstInWords(counts: Counts): string {
  const worst = NAMES.find(([severity]) => counts[severity] > 0);
  return worst === undefined ? "" : plural(counts[worst[0]], worst[1]);
}

export function plural(count: number, name: string): string {
  return `${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}`;
}

export function describeItem(item: Item): string {
  const parts = [
    item.isGroup ? `${item.label}, ${plural(item.modules.length, "module")}` : (item.modules[0]?.name ?? item.label),
    countsInWords(item.findings) || "no findings",
    item.debt > 0 ? `debt ${item.debt}` : "",
    item.isGroup ? "" : `imported by ${plural(item.importers, "module")}`,
    item.isGod ? "god module" : "",
    item.isInCycle ? "in a cycle" : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

export function describeLink(link: Link, label: (id: string) => string): string {
  const count = link.count === 0 ? "no import" : plural(link.count, "imported name");
  const rules = link.rules.join(", ");
  return [`${label(link.from)} → ${label(link.to)}`, count, rules, link.isInCycle ? "in a cycle" : ""]
    .filter(Boolean)
    .join(" · ");
}
