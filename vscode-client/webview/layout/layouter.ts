/** Has the layout worked out in the worker. Only the answer to the last question counts. */

import type { Arrangement, Plan } from "./types";

/** The code of the worker: the build puts it here, since a page like this may load one script only. */
declare const LAYOUT_WORKER: string;

export class Layouter {
  readonly #worker: Worker;
  #number = 0;
  #answer: ((arrangement: Arrangement) => void) | undefined;

  constructor() {
    const address = URL.createObjectURL(new Blob([LAYOUT_WORKER], { type: "text/javascript" }));
    this.#worker = new Worker(address);
    this.#worker.onmessage = ({ data }: MessageEvent<{ number: number; arrangement: Arrangement }>) => {
      if (data.number === this.#number) {
        this.#answer?.(data.arrangement);
      }
    };
  }

  /** Ask for a layout. `answer` is called unless another one is asked for before. */
  arrange(plan: Plan, answer: (arrangement: Arrangement) => void): void {
    this.#number += 1;
    this.#answer = answer;
    this.#worker.postMessage({ number: this.#number, plan });
  }
}
