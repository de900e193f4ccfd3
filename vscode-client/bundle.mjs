// Bundles the extension into dist/, and its tests into out/: `node bundle.mjs [--tests]`.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const node = { bundle: true, platform: "node", format: "cjs", target: "node20", logLevel: "warning" };

const extension = await build({
  ...node,
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  external: ["vscode"],
  minify: true,
  legalComments: "none",
  metafile: true,
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
const worker = await build({ ...page, entryPoints: ["webview/layout/worker.ts"], write: false, metafile: true });
const map = await build({
  ...page,
  entryPoints: ["webview/map.ts", "webview/map.css"],
  outdir: "dist",
  define: { LAYOUT_WORKER: JSON.stringify(worker.outputFiles[0].text) },
  metafile: true,
});
writeFileSync("dist/THIRD-PARTY-NOTICES.txt", notices([extension, worker, map]));

/** The licences of all libraries that were bundled, as they ask for. */
function notices(builds) {
  const inputs = builds.flatMap((each) => Object.keys(each.metafile.inputs));
  const folders = inputs.map((input) => /^node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(input)?.[0]);
  return [...new Set(folders)]
    .filter((folder) => folder !== undefined)
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
      const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? "" : readFileSync(`${folder}/${file}`, "utf8").trim();
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join("\n----------------------------------------\n\n");
}

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
