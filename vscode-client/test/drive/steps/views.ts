/** The Boundaries tree and the module map. */

import type { Locator } from "playwright-core";
import type { Step, Window } from "./step";
import { MapPage } from "./webview";

const TREE = ".part.sidebar .monaco-list-row";
/** The map without the rest of the window. */
const MAP_PART = { x: 353, y: 70, width: 920, height: 616 };

export const VIEWS: Step[] = [
  {
    name: "the tree has the modules with findings, the worst first, and a click goes to the code",
    async run(window) {
      const { page } = window;
      // The badge lies above the icon, and belongs to the same item.
      const icon = page.locator(".action-label[aria-label^='Ringfence']");
      await page.locator(".activitybar .action-item", { has: icon }).click();
      const module = page.locator(TREE, { hasText: "delivery" }).first();
      await module.waitFor();
      await page.locator(TREE, { hasText: "without findings" }).waitFor();
      await module.click();
      const finding = page.locator(`${TREE}[aria-level="2"]`).first();
      await finding.waitFor();
      await window.picture("boundaries-tree");
      const file = await fileOf(finding);
      await finding.click();
      await page.locator(`.tab.active[data-resource-name="${file}"]`).waitFor();
    },
  },
  {
    name: "the map is opened from the tree, and marks the module of the file in front",
    async run(window) {
      const { page } = window;
      await page.locator(".part.sidebar .pane-header, .part.sidebar .composite.title").first().hover();
      await page.locator(".part.sidebar [aria-label^='Show Module Map']").first().click();
      await new MapPage(window).drawn();
      await window.picture("map");
      await window.picture("walkthrough-map", MAP_PART);
    },
  },
  {
    name: "a click on a module shows its owner, its findings, and who imports it",
    async run(window) {
      const map = new MapPage(window);
      await map.click("cam · ");
      await map.side.getByText("@growth-team").waitFor();
      await map.side.getByText("Imported by").waitFor();
      await map.side.locator(".row.error .place", { hasText: "cam" }).first().waitFor();
      await map.still();
      await window.picture("map-module");
    },
  },
  {
    name: "a click on an import lists its lines of code, and a click on one goes there beside the map",
    async run(window) {
      const map = new MapPage(window);
      await map.click("analytics → cam");
      await map.side.getByText("analytics → cam").waitFor();
      const site = map.side.locator(".row", { hasText: "reports.py" }).first();
      await site.click();
      await window.page.locator('.tab.active[data-resource-name="reports.py"]').waitFor();
      await map.drawn();
      await window.picture("map-import");
    },
  },
  {
    name: "an import that is typed is on the map at once, and what was there stays in its place",
    async run(window) {
      const { page } = window;
      const map = new MapPage(window);
      const before = await map.links();
      await page.locator('.tab.active[data-resource-name="reports.py"]').click();
      await page.keyboard.press("Control+Home");
      await page.keyboard.insertText("import aicmo.client_review.api\n");
      await window.until("One more import", async () => (await map.links()) === before + 1);
      await window.command("File: Revert File");
      await window.until("The imports as before", async () => (await map.links()) === before);
    },
  },
  {
    name: "the filter by a rule leaves what breaks it",
    async run(window) {
      const map = new MapPage(window);
      const before = await map.links();
      await map.select("Show imports of a rule").selectOption("forbidden-import");
      await window.until("Fewer imports", async () => (await map.links()) < before);
      await map.still();
      await window.picture("map-filtered");
      await map.select("Show imports of a rule").selectOption("all");
      await window.until("All imports", async () => (await map.links()) === before);
    },
  },
  {
    name: "a module is found by its name, and the keyboard goes on from there",
    async run(window) {
      const map = new MapPage(window);
      await map.search.fill("operator_s");
      await map.search.press("Enter");
      await map.side.getByRole("heading", { name: "operator_services" }).waitFor();
      await map.search.fill("");
      await map.canvas.focus();
      await window.page.keyboard.press("ArrowUp");
      await map.side.getByRole("heading", { name: "operator_services" }).waitFor({ state: "detached" });
      await window.page.keyboard.press("Escape");
      await map.side.getByText("Shown:").waitFor();
    },
  },
  {
    name: "a map that was hidden shows the same again",
    async run(window) {
      const map = new MapPage(window);
      await map.select("Show imports of a rule").selectOption("broken");
      await map.still();
      const links = await map.links();
      await hideAndShow(window);
      await map.drawn();
      await window.until("The same imports", async () => (await map.links()) === links);
    },
  },
];

/** The name of the file that a finding of the tree names. */
async function fileOf(finding: Locator): Promise<string> {
  const text = (await finding.textContent()) ?? "";
  return /([\w]+\.(?:py|yaml)):\d+/.exec(text)?.[1] ?? text;
}

async function hideAndShow({ page }: Window): Promise<void> {
  const tab = page.locator(".tab", { hasText: "Module Map" });
  const other = page.locator(".editor-group-container", { has: tab }).locator(".tab:not(.active)").first();
  await other.click();
  await page.locator(".tab.active", { hasText: "Module Map" }).waitFor({ state: "detached" });
  await tab.click();
}
