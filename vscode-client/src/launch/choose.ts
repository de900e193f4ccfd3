/** Which Ringfence is started. */

import type { LaunchSettings } from "../settings";
import { ask, PATIENCE, type Answer } from "./ask";
import { ON_PATH, type Interpreter } from "./interpreters";

/** A server that answers, and why it was taken. */
export interface Launch {
  command: string;
  args: string[];
  version: string;
  why: string;
}

/** What keeps a server from being started: a sentence, and what to do about it. */
export interface Obstacle {
  message: string;
  remedy: "install" | "openSettings" | "selectInterpreter";
}

export type Choice = { launch: Launch } | { obstacle: Obstacle };

interface Candidate {
  command: string;
  args: string[];
  origin: string;
}

interface Refusal extends Candidate {
  answer: Exclude<Answer, { said: string }>;
}

const NOT_MADE: Obstacle = {
  message:
    "The extension's own server is not installed yet. Install it, or set ringfence.importStrategy to fromEnvironment.",
  remedy: "install",
};

/** A process that has to start on a slow or busy machine gets this long when nobody else has answered. */
const LAST_PATIENCE = 8_000;

/**
 * Choose by the settings: an executable that they name, else a Ringfence that is installed in one of the interpreters'
 * environments, else the extension's own.
 *
 * @param findOwn finds the server in the extension's own environment, when there is one
 * @param cwd where the candidates are asked: a folder in which nothing of the workspace lies
 * @param say is told each candidate that was passed over, and why
 */
export async function chooseLaunch(
  settings: LaunchSettings,
  findInterpreters: () => Promise<Interpreter[]>,
  findOwn: () => Promise<Launch | undefined>,
  cwd: string,
  say: (what: string) => void,
): Promise<Choice> {
  if (settings.path.length > 0) {
    const named = settings.path.map((command) => ({ command, args: [], origin: "set in ringfence.path" }));
    const asked = await firstThatAnswers(named, cwd, say);
    return asked.launch ? { launch: asked.launch } : { obstacle: brokenSetting("path", asked.refusals) };
  }
  const interpreters = await findInterpreters();
  let refusals: Refusal[] = [];
  if (settings.importStrategy === "fromEnvironment") {
    const asked = await firstThatAnswers(candidatesOf(interpreters), cwd, say);
    if (asked.launch) {
      return { launch: asked.launch };
    }
    refusals = asked.refusals;
  }
  const launch = await findOwn();
  if (launch !== undefined) {
    return { launch };
  }
  if (settings.interpreter.length > 0 && refusals.length > 0 && refusals.every(isBroken)) {
    return { obstacle: brokenSetting("interpreter", refusals) };
  }
  return { obstacle: settings.importStrategy === "useBundled" ? NOT_MADE : notInstalled(refusals) };
}

/** The server as it is started. */
export function serverOf(launch: Launch): { command: string; args: string[] } {
  return { command: launch.command, args: [...launch.args, "server"] };
}

/** The version in what `ringfence --version` has said; undefined when that is something else. */
export function versionIn(said: string): string | undefined {
  return /^ringfence (\d\S*)$/m.exec(said)?.[1];
}

function candidatesOf(interpreters: Interpreter[]): Candidate[] {
  const modules = interpreters.map((each) => ({ command: each.path, args: ["-m", "ringfence"], origin: each.origin }));
  const firstOnPath = modules.findIndex((each) => each.origin === ON_PATH);
  if (firstOnPath < 0) {
    return modules;
  }
  // A tool of its own, as pipx or uv installs it, comes before a Python that happens to be on PATH.
  return modules.toSpliced(firstOnPath, 0, { command: "ringfence", args: [], origin: ON_PATH });
}

async function firstThatAnswers(
  candidates: Candidate[],
  cwd: string,
  say: (what: string) => void,
): Promise<{ launch?: Launch; refusals: Refusal[] }> {
  const refusals: Refusal[] = [];
  for (const candidate of candidates) {
    const answer = await askVersion(candidate, cwd, PATIENCE);
    if ("launch" in answer) {
      return { launch: answer.launch, refusals };
    }
    say(`${nameOf(candidate)} (${candidate.origin}) ${answer.reason}.`);
    refusals.push({ ...candidate, answer });
  }
  for (const refusal of refusals.filter((each) => each.answer.slow)) {
    say(`${nameOf(refusal)} is given more time.`);
    const answer = await askVersion(refusal, cwd, LAST_PATIENCE);
    if ("launch" in answer) {
      return { launch: answer.launch, refusals };
    }
  }
  return { refusals };
}

async function askVersion(
  candidate: Candidate,
  cwd: string,
  patience: number,
): Promise<{ launch: Launch } | Exclude<Answer, { said: string }>> {
  const answer = await ask(candidate.command, [...candidate.args, "--version"], cwd, patience);
  if (!("said" in answer)) {
    return answer;
  }
  const version = versionIn(answer.said);
  if (version === undefined) {
    return { reason: "is not Ringfence", slow: false, missing: false };
  }
  return { launch: { command: candidate.command, args: candidate.args, version, why: candidate.origin } };
}

function nameOf(candidate: Candidate): string {
  return [candidate.command, ...candidate.args].join(" ");
}

/** Whether an interpreter does not run at all: one that runs says that it has no module named ringfence. */
function isBroken(refusal: Refusal): boolean {
  return !/No module named ringfence$/.test(refusal.answer.reason);
}

function brokenSetting(name: string, refusals: Refusal[]): Obstacle {
  const what = refusals.map((each) => `${each.command} ${each.answer.reason}`).join("; ");
  return {
    message: `The setting ringfence.${name} cannot be followed: ${what}. Correct it or remove it.`,
    remedy: "openSettings",
  };
}

function notInstalled(refusals: Refusal[]): Obstacle {
  const selected = refusals.find((each) => each.origin !== ON_PATH);
  if (selected !== undefined && isBroken(selected)) {
    return {
      message: `The interpreter ${selected.command} (${selected.origin}) ${selected.answer.reason}. Select another one.`,
      remedy: "selectInterpreter",
    };
  }
  const where = selected ? `in the environment of ${selected.command}` : "in any Python environment that was found";
  return {
    message: `Ringfence is not installed ${where}. Install it there with pip, or let the extension install its own.`,
    remedy: "install",
  };
}
