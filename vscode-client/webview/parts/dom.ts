/** Elements of the page. Styles come by class names alone: the page allows no others. */

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | boolean | ((event: Event) => void) | undefined>;

/** An element with attributes, listeners (functions, under the names of their events), and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      made.addEventListener(key, value);
    } else if (typeof value === "boolean") {
      made.toggleAttribute(key, value);
    } else if (value !== undefined) {
      made.setAttribute(key, value);
    }
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function button(label: string, title: string, pressed: () => void, ...children: Child[]): HTMLButtonElement {
  const content = children.length > 0 ? children : [label];
  return element("button", { type: "button", title, "aria-label": title || label, click: pressed }, ...content);
}

/** A choice of one among some. */
export function choice(
  label: string,
  options: [value: string, text: string][],
  chosen: string,
  choose: (value: string) => void,
): HTMLSelectElement {
  const select = element("select", { "aria-label": label, title: label });
  select.append(...options.map(([value, text]) => element("option", { value, selected: value === chosen }, text)));
  select.addEventListener("change", () => choose(select.value));
  return select;
}
