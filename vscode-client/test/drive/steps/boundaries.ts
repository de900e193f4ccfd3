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
    },
  },
];
