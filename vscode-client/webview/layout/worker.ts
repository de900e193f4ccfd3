/** The worker that the layout is worked out in, so that the page never waits for it. */

import { arrange } from "./arrange";
import type { Plan } from "./types";

onmessage = ({ data }: MessageEvent<{ number: number; plan: Plan }>) => {
  postMessage({ number: data.number, arrangement: arrange(data.plan) });
};
