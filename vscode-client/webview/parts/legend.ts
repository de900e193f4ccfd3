/** What the colours and shapes of the map mean. */

import { element } from "./dom";

const MEANINGS: [string, string][] = [
  ["line", "import"],
  ["line broken", "breaks a rule"],
  ["line cycle", "in a cycle"],
  ["box large", "imported by many"],
  ["box active", "open in the editor"],
];

export function legend(): HTMLElement {
  const entries = MEANINGS.map(([kind, text]) =>
    element("span", { class: "entry" }, element("span", { class: `sign ${kind}` }), text),
  );
  return element("div", { class: "legend", "aria-hidden": "true" }, ...entries);
}
