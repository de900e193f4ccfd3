/** Asking the one who drives the window to do what no API can: `drive/host.ts` looks into this file. */

import { appendFileSync } from "node:fs";

export type Wish = "trust";

export function wish(what: Wish): void {
  appendFileSync(process.env["RINGFENCE_WISHES"] ?? "", `${what}\n`);
}
