import { type Clock, systemClock } from "./clock.ts";
import { type Readable, Store } from "./observable.ts";

/** The server's time as far as it is known, whatever this machine's clock says: for what is told relative to now. */
export class ServerTime {
  readonly #clock: Pick<Clock, "now">;
  readonly #now: Store<number>;
  #offsetMs = 0;

  constructor(clock: Pick<Clock, "now"> = systemClock) {
    this.#clock = clock;
    this.#now = new Store(clock.now());
  }

  /** As of the last {@link tick}. */
  get now(): Readable<number> {
    return this.#now;
  }

  readonly nowMs = (): number => this.#clock.now() + this.#offsetMs;

  readonly tick = (): void => this.#now.set(this.nowMs());

  /** From now on the time is the one that a client's `clockOffset` leads to. @returns stops following */
  readonly follow = (offset: Readable<number | null>): (() => void) => {
    const read = () => {
      this.#offsetMs = offset.getSnapshot() ?? this.#offsetMs;
      this.tick();
    };
    read();
    return offset.subscribe(read);
  };
}
