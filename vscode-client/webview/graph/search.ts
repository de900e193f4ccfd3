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

/** The id of what a text means most likely: the group of that name, else the module with the shortest name. */
export function bestOf(scene: Scene, search: string): string | undefined {
  const wanted = search.trim().toLowerCase();
  const items = [...scene.items.values()];
  const named = items.find(({ label }) => label.toLowerCase() === wanted);
  const names = items.flatMap(({ modules }) => modules.map(({ name }) => name));
  const hits = names.filter((name) => name.toLowerCase().includes(wanted));
  return wanted === "" ? undefined : (named?.id ?? hits.sort((one, other) => one.length - other.length)[0]);
}

/** The id of the item that a module is shown as: itself, or its group while that is closed; undefined when hidden. */
export function shownAs(scene: Scene, module: string): string | undefined {
  if (scene.items.has(module)) {
    return module;
  }
  const within = [...scene.items.values()].find(({ modules }) => modules.some(({ name }) => name === module));
  return within?.id;
}
