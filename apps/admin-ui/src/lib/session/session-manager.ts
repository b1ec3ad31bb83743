import { type Readable, Store } from "@chorus/client-sdk/observable";
import { openChannel } from "@chorus/client-sdk/safe-channel";
import { safeLocks } from "@chorus/client-sdk/safe-locks";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { RestClient } from "@chorus/client-sdk/rest-client";
import { TokenSource } from "@chorus/client-sdk/token-source";
import type { SessionUser } from "@chorus/contracts/entities/people";
import { forgotPassword, login, logout, refreshLogin, resetPassword } from "@chorus/contracts/routes/auth";
import { type DeskSession, openDeskSession } from "./desk-session.ts";
import type { RuntimeConfig } from "./runtime-config.ts";

export type SessionState =
  | { status: "restoring" }
  /** Whether somebody is signed in is unknown, because the server is unreachable. */
  | { status: "unreachable" }
  /** `hasEnded`: without a sign-out. */
  | { status: "signed_out"; hasEnded: boolean }
  | { status: "signed_in"; session: DeskSession };

export interface Credentials {
  tenant: string;
  email: string;
  password: string;
}

/** The session of this page. The access token is in memory, the refresh token in a cookie that scripts cannot read. */
export class SessionManager {
  readonly #state = new Store<SessionState>({ status: "restoring" });
  readonly #config: RuntimeConfig;
  readonly #auth: RestClient;
  readonly #tokens: TokenSource;
  readonly #rest: RestClient;
  readonly #otherTabs = openChannel("chorus.session");
  readonly #locks = safeLocks();

  constructor(config: RuntimeConfig) {
    this.#config = config;
    const baseUrls = {
      "chat-service": config.chatUrl,
      "presence-service": config.presenceUrl,
      "summary-engine": config.summaryUrl,
      "notification-worker": config.notificationUrl,
      commerce: config.commerceUrl,
    } as const;
    this.#auth = new RestClient({ baseUrls, credentials: "include" });
    this.#tokens = new TokenSource({ refresh: () => this.#refresh() });
    this.#rest = new RestClient({ baseUrls, tokens: this.#tokens });
    this.#otherTabs?.addEventListener("message", () => this.#end(false));
  }

  get state(): Readable<SessionState> {
    return this.#state;
  }

  /** Restores the session of an earlier page from the cookie. */
  async restore(): Promise<void> {
    this.#state.set({ status: "restoring" });
    try {
      const grant = await this.#refresh();
      if (grant) this.#begin(grant);
      else this.#state.set({ status: "signed_out", hasEnded: false });
    } catch {
      this.#state.set({ status: "unreachable" });
    }
  }

  /** Throws ChorusProblem (`invalid_credentials`, `rate_limited`, …) or ChorusOffline. */
  async signIn(credentials: Credentials): Promise<void> {
    this.#begin(await this.#auth.call(login, { body: credentials }));
  }

  /** For routes that need no session. */
  get publicRest(): RestClient {
    return this.#auth;
  }

  /** Requests a mail with a link. */
  async forgotPassword(account: Pick<Credentials, "tenant" | "email">): Promise<void> {
    await this.#auth.call(forgotPassword, { body: account });
  }

  /** Sets a password with the token of a mailed link. Throws ChorusProblem (`unauthenticated` for an expired one). */
  async resetPassword(input: { token: string; password: string }): Promise<void> {
    await this.#auth.call(resetPassword, { body: input });
  }

  async signOut(): Promise<void> {
    // While the server is unreachable the cookie stays, so this page must not claim to be signed out.
    await this.#auth.call(logout);
    this.#otherTabs?.postMessage("signed_out");
    this.#end(false);
  }

  /** What the person has changed of their own account, for all parts of the page. */
  changeUser(user: SessionUser): void {
    const state = this.#state.getSnapshot();
    if (state.status !== "signed_in") return;
    this.#state.set({ status: "signed_in", session: { ...state.session, user } });
  }

  #begin(grant: { accessToken: string; expiresIn: number; user: SessionUser }): void {
    this.#tokens.set(grant);
    const session = openDeskSession({
      user: grant.user,
      rest: this.#rest,
      tokens: this.#tokens,
      chatUrl: this.#config.chatUrl,
      gatewayUrl: this.#config.gatewayUrl,
      widgetUrl: this.#config.widgetUrl,
      onEnded: () => this.#end(true),
    });
    this.#state.set({ status: "signed_in", session });
  }

  #end(hasEnded: boolean): void {
    const state = this.#state.getSnapshot();
    if (state.status !== "signed_in") return;
    this.#state.set({ status: "signed_out", hasEnded });
    this.#tokens.clear();
    state.session.end();
  }

  /** One tab at a time: the refresh token rotates, and using a spent one would end the session of all tabs. */
  async #refresh() {
    const ask = async () => {
      try {
        return await this.#auth.call(refreshLogin);
      } catch (error) {
        if (error instanceof ChorusProblem && (error.status === 401 || error.status === 403)) return null;
        throw error;
      }
    };
    const grant = await this.#locks.alone("chorus.refresh", ask);
    const state = this.#state.getSnapshot();
    if (grant && state.status === "signed_in" && grant.user.id !== state.session.user.id) {
      // Another tab has signed in as somebody else: this page's data is not theirs.
      window.location.reload();
    }
    return grant;
  }
}
