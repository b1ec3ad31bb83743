import { ChatClient } from "@chorus/client-sdk/chat-client";
import { type Readable, Store } from "@chorus/client-sdk/observable";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { RestClient } from "@chorus/client-sdk/rest-client";
import { TokenSource } from "@chorus/client-sdk/token-source";
import type { WidgetSettings } from "@chorus/contracts/entities/tenant";
import type { DeskPeople, WidgetSession } from "@chorus/contracts/routes/widget";
import { checkWhileSending } from "./check-while-sending.ts";
import type { DeviceTokenStore } from "./device-token.ts";
import type { PendingFirstMessage, Introduction } from "../tabs/pending-first-message.ts";
import { PendingFirstMessages } from "./pending-first-messages.ts";
import {
  askForTranscript,
  endSession,
  listOwnConversations,
  rate,
  readWidget,
  refreshSession,
  startConversation,
} from "./routes.ts";
import { recentOf, type Recent } from "./recent.ts";
import { requestSession } from "./request-session.ts";
import type { TabMemory } from "./tab-memory.ts";
import { storedOutbox } from "../store/stored-outbox.ts";
import type { WidgetDatabase } from "../store/widget-database.ts";
import type { Tabs, SharedConversation } from "../tabs/tabs.ts";
import { followServerClock } from "./use-now.ts";
import { explain, NOBODY, type ReadyState, type WidgetState } from "./widget-state.ts";

export interface WidgetOptions {
  chatUrl: string;
  gatewayUrl: string;
  tenantKey: string;
  device: DeviceTokenStore;
  memory: TabMemory;
  database: WidgetDatabase;
  tabs: Tabs;
  onIdentityRefused: (detail: string) => void;
  /** Called before anything is shown, when the language is known. */
  onSettings: (settings: WidgetSettings) => Promise<void>;
}

const RETRY_MS = 4_000;

/** The widget's state: the session, the conversation, and what is shown of them. */
export class Widget {
  readonly pendingFirst: PendingFirstMessages;
  /** The draft, in whichever view. */
  readonly draft: Store<string>;
  readonly memory: TabMemory;
  readonly #options: WidgetOptions;
  readonly #publicRest: RestClient;
  readonly #rest: RestClient;
  readonly #tokens: TokenSource;
  readonly #state = new Store<WidgetState>({ phase: "starting" });
  #identityToken: string | null = null;
  #linkToken: string | undefined;
  #isPreview = false;
  /** The conversation that another tab has begun, also when this tab has no session yet. */
  #shared: SharedConversation | null = null;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #stopChecking: () => void = () => undefined;
  #leaveClock: () => void = () => undefined;

  constructor(options: WidgetOptions) {
    const baseUrls = { "chat-service": options.chatUrl };
    this.#options = options;
    this.memory = options.memory;
    this.draft = new Store(this.memory.draft());
    this.draft.subscribe(() => this.#isPreview || this.memory.keepDraft(this.draft.getSnapshot()));
    this.#publicRest = new RestClient({ baseUrls });
    this.#tokens = new TokenSource({ refresh: () => this.#refresh() });
    this.#rest = new RestClient({ baseUrls, tokens: this.#tokens });
    this.pendingFirst = new PendingFirstMessages({
      database: options.database,
      tabs: options.tabs,
      deliver: (message) => this.#deliver(message),
    });
    options.tabs.onMessage((tabMessage) => {
      const state = this.#state.getSnapshot();
      if (tabMessage.type === "shutdown") this.#forgetAll();
      if (tabMessage.type === "session") {
        options.device.write(tabMessage.deviceToken);
        if (state.phase === "ready") void this.start();
      }
      if (tabMessage.type === "conversation") {
        this.#shared = tabMessage;
        this.#followShared();
      }
    });
  }

  get state(): Readable<WidgetState> {
    return this.#state;
  }

  /** Loads the settings, and continues the session of this device if there is one. Also the retry after a failure. */
  async start(identityToken: string | null = this.#identityToken, linkToken = this.#linkToken): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#isPreview) return;
    this.#identityToken = identityToken;
    this.#linkToken = linkToken;
    const { tenantKey, device } = this.#options;
    try {
      const { settings, desk } = await this.#publicRest.call(readWidget, { query: { tenantKey } });
      await this.#options.onSettings(settings);
      const show = () => {
        const before = this.#state.getSnapshot();
        this.#state.set({ ...(before.phase === "ready" ? before : NOBODY), settings, desk });
      };
      const isKnown = [device.read(), identityToken, linkToken].some(Boolean);
      // Who is known sees their conversation, and not a home before it for the blink of an eye.
      if (!isKnown || !["starting", "failed"].includes(this.#state.getSnapshot().phase)) show();
      if (isKnown) await this.#openSession({}, show);
      if (!device.isLinked()) await this.pendingFirst.restore();
    } catch (error) {
      const { detail, canRetry } = explain(error);
      // A view that is shown stays.
      if (this.#state.getSnapshot().phase !== "ready") this.#state.set({ phase: "failed", detail, canRetry });
      if (canRetry) this.#retry = setTimeout(() => void this.start(), RETRY_MS);
    }
  }

  /** The page identifies the customer: their history becomes available on this device. */
  async identify(identityToken: string): Promise<void> {
    await this.start(identityToken);
  }

  /** Sends to the conversation, or as a first message that creates one. */
  send(body: string, introduction: Introduction = {}): void {
    const state = this.#state.getSnapshot();
    if (state.phase !== "ready" || this.#isPreview) return;
    if (state.chat && state.conversationId) state.chat.send({ conversationId: state.conversationId, body });
    else this.pendingFirst.add(body, introduction);
  }

  /** After the conversation was closed: the next message creates another one. */
  startNew(): void {
    this.#shared = null;
    const state = this.#state.getSnapshot();
    if (state.phase !== "ready" || !state.isLinked) return this.#update({ conversationId: null });
    // The link was for that conversation; a new one belongs to the browser's own customer.
    state.chat?.dispose();
    this.#tokens.clear();
    this.#options.device.leaveLink();
    this.#update(NOBODY);
    void this.start();
  }

  async rate(conversationId: string, score: number, comment: string): Promise<void> {
    const body = { score, ...(comment === "" ? {} : { comment }) };
    await this.#rest.call(rate, { params: { conversationId }, body });
  }

  /** @returns the address it is mailed to @throws ChorusProblem `invalid` when none is known and none was given */
  async mailTranscript(conversationId: string, email: string): Promise<string> {
    const body = email === "" ? {} : { email };
    return (await this.#rest.call(askForTranscript, { params: { conversationId }, body })).recipient;
  }

  /** Closed ones, newest first. */
  async listEarlier(): Promise<Recent[]> {
    const state = this.#state.getSnapshot();
    const teamName = state.phase === "ready" ? state.settings.teamName : "";
    const { items } = await this.#rest.call(listOwnConversations, { query: { status: "closed", limit: 20 } });
    return items.map((conversation) => {
      const { lastMessage = null, unread = 0 } = ("listed" in conversation && conversation.listed) || {};
      return recentOf(conversation, lastMessage, { teamName, isUnread: unread > 0 });
    });
  }

  /** Where to answer to when they have left: kept as the customer's own, unverified. */
  async leaveAddress(email: string): Promise<void> {
    await this.#openSession({ email });
  }

  /** The connection may work again, or the page is visible: try now. */
  nudge(): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "ready") {
      state.chat?.nudge();
      this.pendingFirst.nudge();
    } else if (state.phase === "failed" && state.canRetry) void this.start();
  }

  /** Signed out of the shop: deletes the person's data on the device, and the device on the server. */
  async shutdown(): Promise<void> {
    const { tenantKey, device, tabs } = this.#options;
    const deviceToken = device.read();
    tabs.publish({ type: "shutdown" });
    this.#forgetAll();
    if (deviceToken) await this.#publicRest.call(endSession, { body: { tenantKey, deviceToken } }).catch(() => null);
    await this.#options.database.destroy().catch(() => undefined);
  }

  /** Whether this tab plays sounds. */
  readonly isLeader = (): boolean => this.#options.tabs.isLeader();

  /** For the settings page's preview: shows these settings without a backend. */
  preview(settings: WidgetSettings, desk: DeskPeople): void {
    this.#isPreview = true;
    this.#state.set({ ...NOBODY, settings, desk });
  }

  #forgetAll(): void {
    const state = this.#state.getSnapshot();
    if (state.phase === "ready") state.chat?.dispose();
    this.#identityToken = null;
    this.#linkToken = undefined;
    this.#shared = null;
    this.#stopChecking();
    this.#leaveClock();
    this.#tokens.clear();
    this.pendingFirst.clear();
    this.draft.set("");
    this.memory.forget();
    this.#options.device.forget();
    this.#state.set({ phase: "ended" });
  }

  async #deliver(message: PendingFirstMessage): Promise<void> {
    const { clientMessageId, body, introduction } = message;
    const { name, email, question } = introduction;
    const state = this.#state.getSnapshot();
    const hasSession = state.phase === "ready" && state.customer !== null;
    if (!hasSession || name || email) {
      await this.#openSession({ ...(name ? { name } : {}), ...(email ? { email } : {}) });
    }
    const subject = question ? { subject: question } : {};
    const made = await this.#rest.call(startConversation, { body: { message: { clientMessageId, body }, ...subject } });
    this.#update({ conversationId: made.conversation.id });
    const after = this.#state.getSnapshot();
    if (after.phase !== "ready" || !after.customer) return;
    const customerId = after.customer.id;
    this.#options.tabs.publish({ type: "conversation", conversationId: made.conversation.id, customerId });
  }

  #followShared(): void {
    const state = this.#state.getSnapshot();
    if (
      state.phase !== "ready" ||
      state.isLinked ||
      state.conversationId ||
      state.customer?.id !== this.#shared?.customerId
    )
      return;
    if (this.#shared) this.#update({ conversationId: this.#shared.conversationId });
  }

  /** @param show called when it is known whether there is one */
  async #openSession(profile: { name?: string; email?: string }, show: () => void = () => undefined): Promise<void> {
    const { tenantKey, device, tabs } = this.#options;
    const deviceToken = device.read();
    const identityToken = this.#identityToken;
    const linkToken = this.#linkToken;
    const ask = (token: string | null, link?: string) =>
      requestSession(this.#publicRest, { tenantKey, deviceToken, identityToken: token, linkToken: link, profile });
    const session = await ask(identityToken, linkToken)
      .catch((error: unknown) => {
        if (!(identityToken ?? linkToken) || !(error instanceof ChorusProblem) || error.retryable) throw error;
        // An invalid token must not keep a customer from asking; the page gets the reason.
        this.#options.onIdentityRefused(error.detail);
        return ask(null);
      })
      .catch((error: unknown) => {
        if (this.#state.getSnapshot().phase !== "ended") show();
        throw error;
      });
    // From now on the device token identifies them; identity tokens expire soon.
    this.#identityToken = null;
    this.#linkToken = undefined;
    // Signed out while the request was under way.
    if (this.#state.getSnapshot().phase === "ended") return;
    show();
    this.#tokens.set(session);
    if (session.deviceToken !== deviceToken) {
      device.leaveLink();
      if (session.isLinked) device.writeLinked(session.deviceToken);
      else {
        device.write(session.deviceToken);
        tabs.publish({ type: "session", deviceToken: session.deviceToken });
      }
    }
    this.#enter(session);
  }

  #enter({ customer, conversation, isLinked }: WidgetSession): void {
    const state = this.#state.getSnapshot();
    if (state.phase !== "ready") return;
    if (state.customer?.id === customer.id) {
      this.#update({ customer, isLinked, ...(conversation ? { conversationId: conversation.id } : {}) });
      return;
    }
    state.chat?.dispose();
    const { gatewayUrl, database, tabs } = this.#options;
    const outboxStore = storedOutbox(database, tabs, customer.id);
    const chat = new ChatClient({ gatewayUrl, tokens: this.#tokens, outboxStore });
    chat.start();
    this.#leaveClock();
    this.#leaveClock = followServerClock(chat.clockOffset);
    this.#stopChecking();
    this.#stopChecking = checkWhileSending(chat);
    this.#update({ customer, chat, isLinked, conversationId: conversation?.id ?? null });
    this.#followShared();
  }

  #update(change: Partial<Omit<ReadyState, "phase">>): void {
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
