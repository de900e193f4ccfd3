/** What somebody who looks for a fault wants to know: first of the extension, then of the server. */

import * as vscode from "vscode";
import { describe } from "../status";
import type { Context } from "./register";

export async function showDebugInformation(context: Context): Promise<void> {
  const content = [...aboutExtension(context), "", await aboutServer(context)].join("\n");
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: "plaintext", content }));
}

function aboutExtension({ session, extension }: Context): string[] {
  const { state } = session;
  const packaged = extension.packageJSON as { version: string };
  const shown = describe(state);
  const lines = [
    `extension ${packaged.version}`,
    `${vscode.env.appName} ${vscode.version} (${process.platform} ${process.arch}, ${vscode.env.remoteName ?? "local"})`,
    [shown.text, shown.detail].filter(Boolean).join(": "),
  ];
  if (state.kind === "running") {
    const { command, args, version, why } = state.launch;
    lines.push(`server ${version}: ${[command, ...args].join(" ")} (${why})`);
    lines.push(`process ${session.connection?.pid ?? "unknown"}`);
  }
  return ["Extension:", ...lines.map((line) => `  ${line}`)];
}

async function aboutServer({ session }: Context): Promise<string> {
  try {
    return await session.execute("ringfence.debugInformation", undefined);
  } catch (error) {
    return `The server says nothing: ${error instanceof Error ? error.message : String(error)}\n`;
  }
}
