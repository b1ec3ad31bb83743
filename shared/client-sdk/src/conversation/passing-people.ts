import type { Clock } from "../clock.ts";

/** People with an active signal. Each is removed after its time to live, or when it ends. */
export class PassingPeople {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #cancelByUser = new Map<string, () => void>();

  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  get userIds(): readonly string[] {
    return [...this.#cancelByUser.keys()];
  }

  note(userId: string, isDoing: boolean, ttlMs: number): void {
    const wasDoing = this.#cancelByUser.has(userId);
    this.#cancelByUser.get(userId)?.();
    if (isDoing)
      this.#cancelByUser.set(
        userId,
        this.#clock.setTimer(ttlMs, () => this.note(userId, false, 0)),
      );
    else this.#cancelByUser.delete(userId);
    if (wasDoing !== isDoing) this.#onChange();
  }

  clear(): void {
    for (const userId of this.userIds) this.note(userId, false, 0);
  }
}
