/** Finding modules by their names. */

import type { Scene } from "./scene";

/** The ids of the items whose name, or the name of one of whose modules, has the text in it; null without a text. */
export function found(scene: Scene, search: string): Set<string> | null {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") {
    return null;
  }
  const hits = [...scene.items.values()].filter(({ label, modules }) =>
    [label, ...modules.map(({ name }) => name)].some((name) => name.toLowerCase().includes(wanted)),
  );
  return new Set(hits.map(({ id }) => id));
}

/** The id of the item that a module is shown as: itself, or its group while that is closed; undefined when hidden. */
export function shownAs(scene: Scene, module: string): string | undefined {
  if (scene.items.has(module)) {
    return module;
  }
  const within = [...scene.items.values()].find(({ modules }) => modules.some(({ name }) => name === module));
  return within?.id;
}
