/** In boundaries.yaml, and around the editor. */

import type { Step } from "./step";

export const BOUNDARIES: Step[] = [
  {
    name: "the language status says what was found",
    async run(window) {
      const { page } = window;
      await page.locator("#status\\.languageStatus").click();
      await page
        .locator(".hover-language-status", { hasText: /Ringfence: \d+ errors/ })
        .first()
        .waitFor();
      await window.picture("status");
      await page.keyboard.press("Escape");
      await page.locator(".hover-language-status").first().waitFor({ state: "hidden" });
    },
  },
  {
    name: "boundaries.yaml is completed with the names of modules, and judged as it is typed",
    async run(window) {
      const { page } = window;
      await window.open("boundaries.yaml");
      await window.scrollTo("boundaries.yaml", "must_not_import: [delivery]");
      const { x, y } = await window.place("must_not_import: [delivery]", "delivery");
      await page.mouse.dblclick(x, y);
      await page.keyboard.type("deliver");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor();
      await page.keyboard.press("Escape");
      await page.keyboard.press("Control+Space");
      // What the server offers has an icon of its own: words that happen to stand in the file come without.
      await page
        .locator(".suggest-widget .monaco-list-row", { hasText: "delivery" })
        .locator(".codicon-symbol-module")
        .waitFor();
      await window.picture("boundaries");
      await page.keyboard.press("Enter");
      await page.locator(".squiggly-error, .squiggly-warning").first().waitFor({ state: "detached" });
      await page.keyboard.press("Control+S");
    },
  },
  {
    name: "a rule is explained on a page",
    async run(window) {
      const { page } = window;
      await window.open("execution_orchestrator.py");
      await window.scrollTo("aicmo/delivery/execution_orchestrator.py", "import SessionLocal");
      const { x, y } = await window.place("import SessionLocal", "SessionLocal");
      await page.mouse.click(x, y);
      await window.command("Ringfence: Explain Rule");
      const shown = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
      await shown.getByText("Why is this bad").first().waitFor();
      await window.picture("rule");
      await page.keyboard.press("Control+W");
      await page.locator("iframe.webview.ready").waitFor({ state: "hidden" });
    },
  },
  {
    name: "the walkthrough leads through four steps",
    async run(window) {
      const { page } = window;
      await window.command("Welcome: Open Walkthrough");
      await page.keyboard.type("Ringfence");
      await page.locator(".quick-input-list .monaco-list-row", { hasText: "Get Started with Ringfence" }).waitFor();
      await page.keyboard.press("Enter");
      await page.locator(".getting-started-step", { hasText: "Say where the boundaries are" }).first().waitFor();
      await page.locator(".getting-started-step", { hasText: "Look at the whole" }).first().waitFor();
    },
  },
];
