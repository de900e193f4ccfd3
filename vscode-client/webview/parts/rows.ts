/** Lists whose lines are buttons. */

import { element } from "./dom";

/** One line of a list, which is a button. */
export function row(
  severity: string,
  description: string,
  press: () => void,
  isPressed: boolean,
  ...children: (Node | string)[]
): HTMLElement {
  const attributes = { type: "button", class: `row ${severity}`, title: description, "aria-label": description };
  const pressed = isPressed ? { "aria-pressed": "true" } : {};
  const made = element("button", { ...attributes, ...pressed, "data-key": description, click: press }, ...children);
  return element("li", {}, made);
}

export function list(rows: HTMLElement[]): HTMLElement {
  return element("ul", { class: "list" }, ...rows);
}
