/** Every command of the extension, but those of its views. */

import { SHOW_REFERENCES } from "../protocol";
import { createConfig } from "./createConfig";
import { createModule } from "./createModule";
import { explainRule } from "./explainRule";
import { fixAll } from "./fixAll";
import type { Command } from "./register";
import { showDebugInformation } from "./showDebugInformation";
import { showReferences } from "./showReferences";

export const COMMANDS: Record<string, Command> = {
  "ringfence.restart": ({ session }) => session.restart(),
  "ringfence.showLogs": ({ logs }) => logs.show(),
  "ringfence.installServer": ({ install }) => install(),
  "ringfence.showDebugInformation": showDebugInformation,
  "ringfence.createConfig": createConfig,
  "ringfence.createModule": createModule,
  "ringfence.explainRule": explainRule,
  "ringfence.fixAll": fixAll,
  [SHOW_REFERENCES]: showReferences,
};
