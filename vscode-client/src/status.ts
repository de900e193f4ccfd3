/** The language status item: what Ringfence is doing, and the one thing to do when it cannot work. */

import * as vscode from "vscode";
import { DOCUMENTS } from "./client";
import { commandToSelect } from "./launch/interpreters";
import type { Counts, Severity, Status } from "./protocol";
import type { Session, State } from "./session";

interface Shown {
  text: string;
  detail: string;
  command: vscode.Command;
  severity?: vscode.LanguageStatusSeverity;
  busy?: boolean;
}

const SHOW_LOGS: vscode.Command = { command: "ringfence.showLogs", title: "Show logs" };
/** What is counted in the little room that there is. */
const NAMES: [Severity, string][] = [
  ["error", "error"],
  ["warning", "warning"],
];

export function createStatusItem(session: Session): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem("ringfence.status", DOCUMENTS);
  item.name = "Ringfence";
  const show = (state: State) => {
    const shown = describe(state);
    item.text = shown.text;
    item.detail = shown.detail;
    item.command = shown.command;
    item.severity = shown.severity ?? vscode.LanguageStatusSeverity.Information;
    item.busy = shown.busy ?? false;
  };
  show(session.state);
  return vscode.Disposable.from(item, session.onDidChange(show));
}

/** What is shown in a state. */
export function describe(state: State): Shown {
  switch (state.kind) {
    case "untrusted":
      return {
        text: "Ringfence waits for trust",
        detail: "nothing of this folder is run before",
        command: { command: "workbench.trust.manage", title: "Manage trust" },
      };
    case "idle":
      return { text: "Ringfence is off", detail: "", command: { command: "ringfence.restart", title: "Start" } };
    case "starting":
      return { text: "Ringfence is starting", detail: "", command: SHOW_LOGS, busy: true };
    case "installing":
      return { text: "Ringfence is being installed", detail: state.message, command: SHOW_LOGS, busy: true };
    case "running":
      return describeStatus(state.status, state.launch.version);
    case "stuck":
      return {
        text: "Ringfence does not run",
        detail: state.obstacle.message,
        command: remedyFor(state.obstacle.remedy),
        severity: vscode.LanguageStatusSeverity.Warning,
      };
  }
}

function describeStatus(status: Status | undefined, version: string): Shown {
  const name = `Ringfence ${version}`;
  if (status === undefined) {
    return { text: "Ringfence is reading", detail: name, command: SHOW_LOGS, busy: true };
  }
  const detail = status.message;
  switch (status.state) {
    case "indexing":
      return { text: "Ringfence is reading", detail, command: SHOW_LOGS, busy: true };
    case "ready":
      return { text: `Ringfence: ${countsInWords(status.findings)}`, detail, command: SHOW_LOGS };
    case "broken":
      return {
        text: `Ringfence: ${countsInWords(status.findings)}`,
        detail,
        command: SHOW_LOGS,
        severity: vscode.LanguageStatusSeverity.Warning,
      };
    case "off":
      return {
        text: "Ringfence has nothing to check",
        detail,
        command: { command: "ringfence.createConfig", title: "Create" },
      };
  }
}

/** "2 errors, 1 warning". */
export function countsInWords(counts: Counts): string {
  const parts = NAMES.filter(([severity]) => counts[severity] > 0).map(([severity, name]) => {
    const count = counts[severity];
    return `${count} ${name}${count === 1 ? "" : "s"}`;
  });
  return parts.join(", ") || "no errors";
}

function remedyFor(remedy: "install" | "openSettings" | "selectInterpreter" | "restart"): vscode.Command {
  const settings = {
    command: "workbench.action.openSettings",
    title: "Open settings",
    arguments: ["ringfence.interpreter"],
  };
  switch (remedy) {
    case "install":
      return { command: "ringfence.installServer", title: "Install" };
    case "openSettings":
      return { ...settings, arguments: ["@ext:ringfence.ringfence"] };
    case "selectInterpreter": {
      const command = commandToSelect();
      return command === undefined ? settings : { command, title: "Select interpreter" };
    }
    case "restart":
      return SHOW_LOGS;
  }
}
