/** Keeps a view up to date: when findings or imports have changed, not more often than needed, only while watched. */

import * as vscode from "vscode";
import type { Session } from "../session";

const PAUSE = 250;

export class Follower implements vscode.Disposable {
  readonly #session: Session;
  readonly #read: () => Promise<void>;
  readonly #subscription: vscode.Disposable;
  #isWatched = false;
  /** What was shown last; anything else has to be read. */
  #shown: string | undefined;
  #reading = false;
  #timer: NodeJS.Timeout | undefined;

  /** @param read brings the view up to date; it is never called twice at a time */
  constructor(session: Session, read: () => Promise<void>) {
    this.#session = session;
    this.#read = read;
    this.#subscription = session.onDidChange(() => this.#follow());
  }

  set isWatched(isWatched: boolean) {
    this.#isWatched = isWatched;
    this.#follow();
  }

  /** Read again, whether anything has changed or not. */
  refresh(): void {
    this.#shown = undefined;
    this.#follow();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#isWatched = false;
    this.#subscription.dispose();
  }

  #follow(): void {
    if (this.#isWatched && !this.#reading && this.#timer === undefined && this.#current() !== this.#shown) {
      this.#timer = setTimeout(() => void this.#work(), this.#shown === undefined ? 0 : PAUSE);
    }
  }

  async #work(): Promise<void> {
    this.#timer = undefined;
    this.#shown = this.#current();
    this.#reading = true;
    try {
      await this.#read();
    } catch {
      // The server has ended or was told to: what comes next is another change.
    } finally {
      this.#reading = false;
      this.#follow();
    }
  }

  /** What the view depends on, in short. */
  #current(): string {
    const { state } = this.#session;
    const status = state.kind === "running" ? state.status : undefined;
    return `${state.kind} ${status?.state ?? ""} ${status?.revision ?? ""}`;
  }
}
