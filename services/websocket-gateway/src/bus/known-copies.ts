import type { SubscriptionHub } from "@chorus/redis/subscription-hub";

/** So many copies in a row say that the next one will not be news either. */
const IN_A_ROW = 32;
/** What is news after all waits at most this long. */
const REST_MS = 5;

/**
 * Where all who talk are on this gateway, all that the bus brings are copies of what it has delivered from chat-service's answers.
 * They are then read a few at a time.
 */
export class KnownCopies {
  readonly #hub: Pick<SubscriptionHub, "rest">;
  #inARow = 0;

  constructor(hub: Pick<SubscriptionHub, "rest">) {
    this.#hub = hub;
  }

  /** The gateway had this message already. */
  known(): void {
    this.#inARow += 1;
    if (this.#inARow >= IN_A_ROW) this.#hub.rest(REST_MS);
  }

  /** The gateway had not. */
  news(): void {
    this.#inARow = 0;
  }
}
