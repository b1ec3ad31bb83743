import { concerns, type RevocablePerson } from "@chorus/auth/revocation";
import type { ControlMessage } from "@chorus/contracts/bus/messages";

/** An access token outlives its revocation by at most its own lifetime. */
const REMEMBER_MS = 16 * 60_000;

/**
 * Recent revocations. They are checked again by a hello that was under way when one arrived, and by later ones with a token of an
 * ended session. Persons and tenants may return with a new token, so for them only connections opened before the revocation
 * count; chat-service refuses the rest.
 */
export class Revocations {
  readonly #heard: { revocation: ControlMessage; atMs: number }[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  add(revocation: ControlMessage): void {
    const nowMs = this.#now();
    while (this.#heard[0] && nowMs - this.#heard[0].atMs > REMEMBER_MS) this.#heard.shift();
    this.#heard.push({ revocation, atMs: nowMs });
  }

  has(person: RevocablePerson, openedAtMs: number): boolean {
    return this.#heard.some(
      ({ revocation, atMs }) => concerns(revocation, person) && (revocation.sessionId !== null || openedAtMs <= atMs),
    );
  }
}
