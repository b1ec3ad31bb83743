import { ChatClient } from "@chorus/client-sdk/chat-client";
import { type Readable, Store } from "@chorus/client-sdk/observable";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { withProof } from "@chorus/client-sdk/proof-of-work";
import { RestClient } from "@chorus/client-sdk/rest-client";
import { TokenSource } from "@chorus/client-sdk/token-source";
import type { WidgetSession } from "@chorus/contracts/routes/widget";
import type { DeviceTokenStore } from "./device-token.ts";
import { newMessageId } from "./message-id.ts";
import { refreshSession, startConversation, startSession } from "./routes.ts";

/** The message that makes the conversation: it goes by REST, because there is no log to follow yet. */
export interface FirstMessage {
  clientMessageId: string;
  body: string;
  createdAt: string;
  status: "pending" | "failed";
}

export type WidgetState =
  | { phase: "starting" }
  | { phase: "failed"; detail: string; canRetry: boolean }
  | {
      phase: "ready";
      session: WidgetSession;
      conversationId: string | null;
      /** Until the log of the new conversation shows it. */
      firstMessage: FirstMessage | null;
    };

export interface WidgetOptions {
  chatUrl: string;
  gatewayUrl: string;
  tenantKey: string;
  device: DeviceTokenStore;
}

/** A customer's side of Chorus: the session, the conversation, and what the screen shows of them. */
export class Widget {
  readonly chat: ChatClient;
  readonly #options: WidgetOptions;
  readonly #publicRest: RestClient;
  readonly #rest: RestClient;
  readonly #tokens: TokenSource;
  readonly #state = new Store<WidgetState>({ phase: "starting" });

  constructor(options: WidgetOptions) {
    const baseUrls = { "chat-service": options.chatUrl };
    this.#options = options;
    this.#publicRest = new RestClient({ baseUrls });
    this.#tokens = new TokenSource({ refresh: () => this.#refresh() });
    this.#rest = new RestClient({ baseUrls, tokens: this.#tokens });
    this.chat = new ChatClient({ gatewayUrl: options.gatewayUrl, tokens: this.#tokens });
  }

  get state(): Readable<WidgetState> {
    return this.#state;
  }

  /** Opens the session; also the retry after a failure. */
  async start(): Promise<void> {
    this.#state.set({ phase: "starting" });
    const { tenantKey, device } = this.#options;
    const deviceToken = device.read();
    try {
      const body = { tenantKey, ...(deviceToken ? { deviceToken } : {}), profile: { locale: navigator.language } };
      const session = await withProof((proof) =>
        this.#publicRest.call(startSession, { body: { ...body, ...(proof ? { proof } : {}) } }),
      );
      device.write(session.deviceToken);
      this.#tokens.set(session);
      this.chat.start();
      const conversationId = session.conversation?.id ?? null;
      this.#state.set({ phase: "ready", session, conversationId, firstMessage: null });
    } catch (error) {
      this.#state.set({ phase: "failed", ...explain(error) });
    }
  }

  /** Into the conversation, or as the first message of a new one. */
  send(body: string): void {
    const state = this.#state.getSnapshot();
    if (state.phase !== "ready") return;
    if (state.conversationId !== null) {
      this.chat.send({ conversationId: state.conversationId, body });
      return;
    }
    const clientMessageId = newMessageId(Date.now());
    this.#sendFirst({ clientMessageId, body, createdAt: new Date().toISOString(), status: "pending" });
  }

  /** Sends the failed first message again: the same id, so that it is stored once whatever happened to the first try. */
  retryFirst(): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "ready" && state.firstMessage?.status === "failed") {
      this.#sendFirst({ ...state.firstMessage, status: "pending" });
    }
  }

  /** The log shows the first message: the copy is not needed any more. */
  forgetFirst(): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "ready" && state.firstMessage) this.#state.set({ ...state, firstMessage: null });
  }

  /** After the conversation was closed: the next message makes another one. */
  startNew(): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "ready") this.#state.set({ ...state, conversationId: null, firstMessage: null });
  }

  #sendFirst(message: FirstMessage): void {
    this.#update({ firstMessage: message });
    const { clientMessageId, body } = message;
    this.#rest.call(startConversation, { body: { message: { clientMessageId, body } } }).then(
      ({ conversation }) => this.#update({ conversationId: conversation.id }),
      () => this.#update({ firstMessage: { ...message, status: "failed" } }),
    );
  }

  #update(change: { conversationId?: string; firstMessage?: FirstMessage }): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "ready") this.#state.set({ ...state, ...change });
  }

  async #refresh() {
    const deviceToken = this.#options.device.read();
    if (!deviceToken) return null;
    try {
      return await this.#publicRest.call(refreshSession, { body: { tenantKey: this.#options.tenantKey, deviceToken } });
    } catch (error) {
      if (error instanceof ChorusProblem && error.code === "unauthenticated") return null;
      throw error;
    }
  }
}

function explain(error: unknown): { detail: string; canRetry: boolean } {
  if (!(error instanceof ChorusProblem)) return { detail: "We cannot be reached right now.", canRetry: true };
  if (error.code === "not_found") return { detail: "This chat is not set up correctly.", canRetry: false };
  return { detail: error.detail, canRetry: error.retryable };
}
