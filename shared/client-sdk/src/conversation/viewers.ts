import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { TIMINGS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import type { Connection } from "../realtime/connection.ts";
import { PassingPeople } from "./passing-people.ts";

const REPEAT_MS = TIMINGS.viewingTtlMs / 3;

/** Colleagues who look at one conversation, and what this client tells them of itself. */
export class Viewers {
  readonly #connection: Connection;
  readonly #clock: Clock;
  readonly #conversationId: string;
  readonly #people: PassingPeople;
  #isViewing = false;
  #cancelRepeat: () => void = () => undefined;

  constructor(conversationId: string, connection: Connection, clock: Clock, onChange: () => void) {
    this.#conversationId = conversationId;
    this.#connection = connection;
    this.#clock = clock;
    this.#people = new PassingPeople(clock, onChange);
  }

  get userIds(): readonly string[] {
    return this.#people.userIds;
  }

  /** @param isLive the gateway hears of a conversation only from those who have joined it; see {@link repeat} */
  setViewing(isViewing: boolean, isLive: boolean): void {
    if (this.#isViewing === isViewing) return;
    this.#isViewing = isViewing;
    if (isViewing && isLive) return this.repeat();
    this.#cancelRepeat();
    if (isLive) this.#publish();
  }

  /** Says it now, if it holds, and from now on again and again: also when the conversation has just been joined. */
  repeat(): void {
    this.#cancelRepeat();
    if (!this.#isViewing) return;
    this.#publish();
    this.#cancelRepeat = this.#clock.setTimer(REPEAT_MS, () => this.repeat());
  }

  take({ userId, isViewing, ttlMs }: ServerFrameOf<"viewing">): void {
    const isNew = isViewing && !this.#people.userIds.includes(userId);
    this.#people.note(userId, isViewing, ttlMs);
    // Who has just come has not heard who is there.
    if (isNew) this.repeat();
  }

  onLoss(): void {
    this.#cancelRepeat();
    this.#people.clear();
  }

  #publish(): void {
    this.#connection.send({ type: "viewing", conversationId: this.#conversationId, isViewing: this.#isViewing });
  }
}
