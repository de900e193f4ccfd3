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

if (process.argv.includes("--tests")) {
  const sources = ["host", "drive"].flatMap((folder) =>
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
