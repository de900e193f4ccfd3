/** In a Python file: the squiggle, the list of problems, the light bulb, and what is saved in the end. */

import type { Step } from "./step";

const FILE = "aicmo/delivery/execution_orchestrator.py";
const IMPORT = "from aicmo.cam.db_models import CampaignDB";
const MESSAGE = "CampaignDB is internal to cam. Import CampaignDTO from aicmo.cam.api.dtos.";
const PORT = "Create CampaignCommandPort.set_lead_count in aicmo.cam.api.ports and call it";

/** The lines around the import, without the rest of the window. */
const EDITOR_PART = { x: 353, y: 90, width: 820, height: 390 };

export const EDITOR: Step[] = [
  {
    name: "a broken boundary is underlined, and says what to do when it is pointed at",
    async run(window) {
      const { page } = window;
      await page.locator(".squiggly-error").first().waitFor();
      const { x, y } = await window.place(IMPORT, "CampaignDB");
      await page.mouse.move(x, y);
      await page.locator(".monaco-hover", { hasText: MESSAGE }).waitFor();
      await window.picture("finding");
      await window.picture("walkthrough-finding", EDITOR_PART);
      await page.mouse.move(0, 0);
    },
  },
  {
    name: "the list of problems has every finding, with its rule",
    async run(window) {
      await window.command("Problems: Focus on Problems View");
      await window.page.locator(".panel input[placeholder*='Filter']").fill("**/execution_orchestrator.py");
      await window.page.locator(".markers-panel .monaco-list-row", { hasText: MESSAGE }).first().waitFor();
      await window.page.locator(".markers-panel .monaco-list-row", { hasText: "private-import" }).first().waitFor();
      await window.picture("problems");
      await window.command("View: Toggle Panel Visibility");
    },
  },
  {
    name: "the light bulb has the way to the contract first",
    async run(window) {
      await window.lightBulb(IMPORT, "CampaignDB");
      await window.offer("Import CampaignDTO from aicmo.cam.api.dtos").waitFor();
      await window.picture("light-bulb");
      await window.picture("walkthrough-fix", EDITOR_PART);
    },
  },
  {
    name: "the fix is applied and saved",
    async run(window) {
      await window.offer("Import CampaignDTO from aicmo.cam.api.dtos").click();
      await window.line("from aicmo.cam.api.dtos import CampaignDTO").waitFor();
      await window.page.keyboard.press("Control+S");
      await window.until("The file on disk", () =>
        window.read(FILE).includes("from aicmo.cam.api.dtos import CampaignDTO"),
      );
    },
  },
  {
    name: "a fix of several files is shown before it is made",
    async run(window) {
      const { page } = window;
      await page.keyboard.press("Control+Z");
      await window.line(IMPORT).waitFor();
      await window.scrollTo(FILE, "campaign.lead_count");
      await window.lightBulb("campaign.lead_count", "lead_count");
      await window.offer(PORT).click();
      await page.locator(".refactor-preview, .bulk-edit-panel", { hasText: "ports.py" }).first().waitFor();
      await window.picture("preview");
      await page.locator(".monaco-button", { hasText: "Apply" }).first().click();
      await window.line("set_lead_count").waitFor();
      await window.command("File: Save All Files");
      await window.until("The port on disk", () =>
        window.read("aicmo/cam/api/ports.py").includes("def set_lead_count("),
      );
    },
  },
];
