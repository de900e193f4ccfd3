/** What stands in the Boundaries tree, and in which order: what hurts most comes first. */

import type { Counts, Findings, FindingsOfModule, Severity } from "../../protocol";

export const SEVERITIES: Severity[] = ["error", "warning", "info", "hint"];

export type Finding = FindingsOfModule["findings"][number];

/** A module of the tree, with its findings in order. */
export interface ModuleEntry {
  module: FindingsOfModule;
  findings: Finding[];
}

/** What a repository shows: its modules with findings or debt, and those in order, which have neither. */
export interface Entries {
  troubled: ModuleEntry[];
  clean: FindingsOfModule[];
}

/** The entries of a repository. Findings that belong to no module are an entry with an empty name. */
export function entriesOf(findings: Findings): Entries {
  const known = findings.modules.filter(({ name, findings }) => name !== "" || findings.length > 0);
  return {
    troubled: known
      .filter(isTroubled)
      .sort(compareModules)
      .map((module) => ({ module, findings: module.findings.toSorted(compareFindings) })),
    clean: known.filter((module) => !isTroubled(module)).sort((one, other) => compareTexts(one.name, other.name)),
  };
}

/** The worst severity that is counted; undefined when nothing is. */
export function worstOf(counts: Counts): Severity | undefined {
  return SEVERITIES.find((severity) => counts[severity] > 0);
}

function isTroubled({ findings, debt }: FindingsOfModule): boolean {
  return findings.length > 0 || debt > 0;
}

function compareModules(one: FindingsOfModule, other: FindingsOfModule): number {
  for (const severity of SEVERITIES) {
    const difference = other.counts[severity] - one.counts[severity];
    if (difference !== 0) {
      return difference;
    }
  }
  return other.debt - one.debt || compareTexts(one.name, other.name);
}

function compareFindings(one: Finding, other: Finding): number {
  return (
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
    compareTexts(one.uri, other.uri) ||
    one.range.start.line - other.range.start.line ||
    one.range.start.character - other.range.start.character
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
