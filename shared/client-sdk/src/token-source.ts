import { type Clock, systemClock } from "./clock.ts";
import { Listeners } from "./observable.ts";

/** An access token as login, refresh and widget sessions answer it; it ends `expiresIn` seconds from now. */
export interface AccessGrant {
  accessToken: string;
  expiresIn: number;
}

/** Where the REST client and the connection get their bearer token. */
export interface TokenProvider {
  /** A token that is valid for the next moments; null when nobody is signed in. Throws `ChorusOffline` when it cannot be renewed now. */
  token(): Promise<string | null>;
  /** A token other than `rejected`, which the server refused; null when the session has ended. */
  renew(rejected: string | null): Promise<string | null>;
}

export interface TokenSourceOptions {
  /** Gets a new grant (the desk: `POST /auth/refresh`; the widget: `/widget/sessions/refresh`); null when the session has ended. */
  refresh: () => Promise<AccessGrant | null>;
  clock?: Clock;
  /** Renew when a token has less than this left. Default 30,000 ms. */
  marginMs?: number;
}

/**
 * Keeps one access token in memory and renews it before it expires. Concurrent callers share one refresh,
 * because the refresh token rotates.
 */
export class TokenSource implements TokenProvider {
  readonly #refresh: () => Promise<AccessGrant | null>;
  readonly #clock: Clock;
  readonly #marginMs: number;
  readonly #ended = new Listeners<void>();
  #current: { token: string; expiresAtMs: number } | null = null;
  #refreshing: Promise<string | null> | null = null;

  constructor(options: TokenSourceOptions) {
    this.#refresh = options.refresh;
    this.#clock = options.clock ?? systemClock;
    this.#marginMs = options.marginMs ?? 30_000;
  }

  /** Takes a grant that came from a login. */
  set(grant: AccessGrant): void {
    this.#current = { token: grant.accessToken, expiresAtMs: this.#clock.now() + grant.expiresIn * 1000 };
  }

  /** Forgets the token (sign out). */
  clear(): void {
    this.#current = null;
  }

  /** Calls `listener` when a refresh was refused: the session has ended elsewhere. */
  onEnded(listener: () => void): () => void {
    return this.#ended.add(listener);
  }

  async token(): Promise<string | null> {
    const current = this.#current;
    if (current && current.expiresAtMs - this.#clock.now() > this.#marginMs) return current.token;
    return this.#renewOnce();
  }

  async renew(rejected: string | null): Promise<string | null> {
    const current = this.#current;
    if (current && current.token !== rejected && current.expiresAtMs > this.#clock.now()) return current.token;
    return this.#renewOnce();
  }

  #renewOnce(): Promise<string | null> {
    this.#refreshing ??= this.#renew().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #renew(): Promise<string | null> {
    const grant = await this.#refresh();
    if (grant) {
      this.set(grant);
      return grant.accessToken;
    }
    const hadSession = this.#current !== null;
    this.#current = null;
    if (hadSession) this.#ended.emit();
    return null;
  }
}
