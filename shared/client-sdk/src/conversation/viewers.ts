import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { TIMINGS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import type { Connection } from "../realtime/connection.ts";
import { PassingPeople } from "./passing-people.ts";

const REPEAT_MS = TIMINGS.viewingTtlMs / 3;

/** Other agents who view one conversation, and the client's own viewing signal. */
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

  /** @param isLive the gateway accepts signals only from members of a conversation; see {@link repeat} */
  setViewing(isViewing: boolean, isLive: boolean): void {
    if (this.#isViewing === isViewing) return;
    this.#isViewing = isViewing;
    if (isViewing && isLive) return this.repeat();
    this.#cancelRepeat();
    if (isLive) this.#publish();
  }

  /** Sends the signal now, if it is on, and repeats it; also right after joining the conversation. */
  repeat(): void {
    this.#cancelRepeat();
    if (!this.#isViewing) return;
    this.#publish();
    this.#cancelRepeat = this.#clock.setTimer(REPEAT_MS, () => this.repeat());
  }

  take({ userId, isViewing, ttlMs }: ServerFrameOf<"viewing">): void {
    const isNew = isViewing && !this.#people.userIds.includes(userId);
    this.#people.note(userId, isViewing, ttlMs);
    // A newcomer has not received the signals of those who were there before.
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
