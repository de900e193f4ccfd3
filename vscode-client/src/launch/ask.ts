/** Asking an executable something before it is relied upon. */

import { spawn } from "node:child_process";

/** What a process has said, or why it has not. The reason fits into the sentence "X ...". */
export type Answer = { said: string } | { reason: string; slow: boolean; missing: boolean };

/** No executable keeps the editor waiting for longer. */
export const PATIENCE = 2_000;

/**
 * The environment of everything that is started: nothing that lies in a workspace can take the place of a library,
 * and what Python writes is UTF-8.
 */
export function safeEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, PYTHONSAFEPATH: "1", PYTHONUTF8: "1", PYTHONUNBUFFERED: "1" };
}

/** How to end each of those that are being asked. */
const running = new Set<() => void>();
let closing = false;

/** End whatever is being asked, and ask nothing more: the editor is about to close. */
export function stopAsking(): void {
  closing = true;
  running.forEach((end) => end());
}

/**
 * Run an executable to its end and return what it has written.
 *
 * @param cwd a folder in which nothing of the workspace lies: Python before 3.11 would import from it
 */
export function ask(command: string, args: string[], cwd: string, patience = PATIENCE): Promise<Answer> {
  if (closing) {
    return Promise.resolve({ reason: "was not asked", slow: false, missing: false });
  }
  return new Promise((resolve) => {
    // A group of its own, so that what a wrapper script has started ends with it.
    const grouped = process.platform !== "win32";
    const asked = spawn(command, args, { cwd, env: safeEnvironment(), detached: grouped, windowsHide: true });
    let output = "";
    let complaint = "";
    const stop = () => end(asked.pid, grouped);
    running.add(stop);
    const timer = setTimeout(() => {
      stop();
      resolve({ reason: `did not answer within ${patience / 1000} s`, slow: true, missing: false });
    }, patience);
    asked.stdout.on("data", (data: Buffer) => (output += data.toString()));
    asked.stderr.on("data", (data: Buffer) => (complaint += data.toString()));
    asked.on("error", (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      running.delete(stop);
      resolve({ reason: whyNotStarted(error), slow: false, missing: error.code === "ENOENT" });
    });
    asked.on("close", (code) => {
      clearTimeout(timer);
      running.delete(stop);
      const reason = `failed: ${lastLine(complaint) || lastLine(output) || `exit code ${code}`}`;
      resolve(code === 0 ? { said: output.trim() } : { reason, slow: false, missing: false });
    });
  });
}

function end(pid: number | undefined, grouped: boolean): void {
  try {
    if (pid !== undefined) {
      process.kill(grouped ? -pid : pid, "SIGKILL");
    }
  } catch {
    // It has ended by itself in the meantime.
  }
}

function whyNotStarted(error: NodeJS.ErrnoException): string {
  return error.code === "ENOENT" ? "was not found" : `cannot be started (${error.code ?? error.message})`;
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1)?.trim() ?? "";
}
