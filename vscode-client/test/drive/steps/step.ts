/** What a step can do with the window. */

import { readFileSync } from "node:fs";
import * as path from "node:path";
import type { Locator, Page } from "playwright-core";
import { addressOf, command, pick } from "../browser";

export interface Options {
  server: string;
  folder: string;
  /** The file of the folder that is shown first. */
  file: string;
  /** The file that each step's result is added to. */
  results: string;
  /** The folder that pictures are put in. */
  pictures: string;
  /** Where a picture of the window is put when something fails. */
  picture: string;
}

export interface Step {
  /** A sentence that is true when the step has passed. */
  name: string;
  run(window: Window): Promise<void>;
}

const PATIENCE = 45_000;

export class Window {
  readonly page: Page;
  readonly #options: Options;

  constructor(page: Page, options: Options) {
    this.page = page;
    this.#options = options;
    page.setDefaultTimeout(PATIENCE);
  }

  /** Open the window, with the first file in it. */
  async show(): Promise<void> {
    const { server, folder, file } = this.#options;
    const payload = [["openFile", `vscode-remote://${new URL(server).host}${folder}/${file}`]];
    await this.page.goto(addressOf(server, { folder }, payload), { waitUntil: "domcontentloaded" });
  }

  /** Run a command of the palette. */
  command(name: string): Promise<void> {
    return command(this.page, name);
  }

  /** Open a file by its name. */
  async open(name: string): Promise<void> {
    await pick(this.page, "Control+P", path.basename(name), path.basename(name));
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
  }

  /** A line of the editor in front. */
  line(text: string): Locator {
    // Blanks are shown as no-break spaces.
    const pattern = text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&").replaceAll(" ", "\\s");
    return this.page.locator(".editor-instance .view-line", { hasText: new RegExp(pattern) }).first();
  }

  /** The middle of a word in a line of the editor in front. */
  async place(line: string, word: string): Promise<{ x: number; y: number }> {
    return this.line(line).evaluate((element, wanted) => {
      const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
        const at = text.nodeValue?.indexOf(wanted) ?? -1;
        if (at >= 0) {
          const range = document.createRange();
          range.setStart(text, at);
          range.setEnd(text, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x: x + width / 2, y: y + height / 2 };
        }
      }
      throw new Error(`'${wanted}' is not shown in this line.`);
    }, word);
  }

  /** Put the cursor into a word, and open the light bulb. */
  async lightBulb(line: string, word: string): Promise<void> {
    const { x, y } = await this.place(line, word);
    await this.page.mouse.click(x, y);
    await this.until("The light bulb", async () => {
      // A menu that is asked for in the moment of another change is closed by it again.
      await this.page.keyboard.press("Control+.");
      const first = this.page.locator(".action-widget .monaco-list-row").first();
      return first.waitFor({ timeout: 3_000 }).then(
        () => true,
        () => false,
      );
    });
  }

  /** Scroll to the first line of the file in front that has a text in it. */
  async scrollTo(file: string, text: string): Promise<void> {
    const number =
      this.read(file)
        .split("\n")
        .findIndex((each) => each.includes(text)) + 1;
    await pick(this.page, "Control+G", `:${number}`, `${number}`);
    await this.page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await this.line(text).waitFor();
  }

  /** What the light bulb offers under a title. */
  offer(title: string): Locator {
    return this.page.locator(".action-widget .monaco-list-row", { hasText: title }).first();
  }

  /** What is on disk. */
  read(file: string): string {
    return readFileSync(path.join(this.#options.folder, file), "utf8");
  }

  /** Wait until something holds. */
  async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > deadline) {
        throw new Error(`${what} has not come about.`);
      }
      await this.page.waitForTimeout(50);
    }
  }

  /** Take a picture of the window as it is, or of a part of it. */
  async picture(name: string, clip?: { x: number; y: number; width: number; height: number }): Promise<void> {
    const file = path.join(this.#options.pictures, `${name}.png`);
    await this.page.screenshot({ path: file, animations: "disabled", ...(clip ? { clip } : {}) });
  }
}
