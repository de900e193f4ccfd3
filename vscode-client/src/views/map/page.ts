/** The frame of the map's page. What it may do is said here: run one script, and nothing else from anywhere. */

import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** The HTML of a page that shows the repository of a folder. */
export function pageOf(webview: vscode.Webview, extension: vscode.Uri, repository: string): string {
  const nonce = randomBytes(16).toString("base64");
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", "map.js")).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", "map.css")).toString();
  // The layout is worked out in a worker, whose code is a part of the script.
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src ${webview.cspSource}; worker-src blob:`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>Module Map</title>
<link rel="stylesheet" href="${escape(style)}">
</head>
<body data-repository="${escape(repository)}">
<script nonce="${nonce}" src="${escape(script)}"></script>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
