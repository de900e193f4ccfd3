// Bundles the extension into dist/, and its tests into out/: `node bundle.mjs [--tests]`.

import { readdirSync } from "node:fs";
import { build } from "esbuild";

const node = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

await build({
  ...node,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
  minify: true,
  legalComments: "none",
});

// The page of the module map. Its worker is a text in the one script that the page may load.
const page = {
  bundle: true,
  platform: "browser",
  format: "iife",
  target: "chrome124",
  minify: true,
  logLevel: "warning",
};
const worker = await build({ ...page, entryPoints: ["webview/layout/worker.ts"], write: false });
await build({
  ...page,
  entryPoints: ["webview/map.ts", "webview/map.css"],
  outdir: "dist",
  define: { LAYOUT_WORKER: JSON.stringify(worker.outputFiles[0].text) },
});

if (process.argv.includes("--tests")) {
  const sources = ["host", "drive", "unit"].flatMap((folder) =>
    readdirSync(`test/${folder}`)
      .filter((name) => name.endsWith(".ts"))
      .map((name) => `test/${folder}/${name}`),
  );
  await build({
    ...node,
    entryPoints: sources,
    outdir: "out",
    outbase: "test",
    external: ["vscode", "mocha", "playwright-core"],
    sourcemap: "inline",
  });
}
