/** The colours of the editor's theme, as the canvas needs them. */

import type { Severity } from "../../src/protocol";

export interface Palette {
  background: string;
  text: string;
  muted: string;
  box: string;
  boxBorder: string;
  group: string;
  container: string;
  line: string;
  broken: string;
  cycle: string;
  focus: string;
  active: string;
  severity: Record<Severity, string>;
  font: string;
  isHighContrast: boolean;
}

export function readPalette(): Palette {
  const style = getComputedStyle(document.body);
  const read = (...names: string[]) =>
    names.map((name) => style.getPropertyValue(`--vscode-${name}`).trim()).find(Boolean) ?? style.color;
  const isHighContrast = document.body.matches(".vscode-high-contrast, .vscode-high-contrast-light");
  const text = read("editor-foreground", "foreground");
  const border = isHighContrast ? read("contrastBorder") : read("widget-border", "editorWidget-border", "panel-border");
  return {
    background: read("editor-background"),
    text,
    muted: isHighContrast ? text : read("descriptionForeground"),
    box: isHighContrast ? read("editor-background") : read("editorWidget-background"),
    boxBorder: border,
    group: isHighContrast
      ? read("editor-background")
      : read("list-inactiveSelectionBackground", "editorWidget-background"),
    container: isHighContrast ? read("editor-background") : read("sideBar-background"),
    line: isHighContrast ? text : read("descriptionForeground", "foreground"),
    broken: read("editorError-foreground", "errorForeground"),
    cycle: read("charts-purple", "editorWarning-foreground"),
    focus: read("focusBorder"),
    active: read("charts-blue", "textLink-foreground"),
    severity: {
      error: read("editorError-foreground", "errorForeground"),
      warning: read("editorWarning-foreground"),
      info: read("editorInfo-foreground"),
      hint: read("editorInfo-foreground", "descriptionForeground"),
    },
    font: read("font-family") || "sans-serif",
    isHighContrast,
  };
}

/** Call back whenever the theme changes. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}
