import type { Clock } from "../clock.ts";

/** Who types right now. Each is forgotten after their time to live, or when they have said it. */
export class TypingPeople {
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

  note(userId: string, isTyping: boolean, ttlMs: number): void {
    const wasTyping = this.#cancelByUser.has(userId);
    this.#cancelByUser.get(userId)?.();
    if (isTyping)
      this.#cancelByUser.set(
        userId,
        this.#clock.setTimer(ttlMs, () => this.note(userId, false, 0)),
      );
    else this.#cancelByUser.delete(userId);
    if (wasTyping !== isTyping) this.#onChange();
  }

  clear(): void {
    for (const userId of this.userIds) this.note(userId, false, 0);
  }
}
