import { Store, type Readable } from "@chorus/client-sdk/observable";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { backoffMs } from "@chorus/client-sdk/realtime/backoff";
import { newMessageId } from "./message-id.ts";
import type { WidgetDatabase } from "./store/widget-database.ts";

/** What somebody said about themselves in the form before the first message. */
export interface Introduction {
  name?: string;
  email?: string;
  question?: string;
}

/** A message from before there is a conversation: it goes by REST, because there is no log to follow yet. */
export interface EarlyMessage {
  clientMessageId: string;
  body: string;
  createdAt: string;
  status: "pending" | "sent" | "failed";
  introduction: Introduction;
  problem: string | null;
}

interface EarlyOptions {
  database: WidgetDatabase;
  /** Has it stored, in a conversation that it may make. */
  deliver: (message: EarlyMessage) => Promise<void>;
}

/** Keeps first messages on this device until the server has them: also offline, also over a reload. Each is stored once. */
export class EarlyMessages {
  readonly #options: EarlyOptions;
  readonly #messages = new Store<readonly EarlyMessage[]>([]);
  #isDelivering = false;
  #failures = 0;
  #wake: ReturnType<typeof setTimeout> | undefined;

  constructor(options: EarlyOptions) {
    this.#options = options;
  }

  get messages(): Readable<readonly EarlyMessage[]> {
    return this.#messages;
  }

  /** Takes up what an earlier page left behind. */
  async restore(): Promise<void> {
    const kept = await this.#options.database.all<EarlyMessage>("early").catch(() => []);
    const isNew = (message: EarlyMessage) => !this.#find(message.clientMessageId);
    this.#messages.set([...kept.filter(isNew), ...this.#messages.getSnapshot()]);
    this.nudge();
  }

  add(body: string, introduction: Introduction): void {
    const clientMessageId = newMessageId(Date.now());
    const createdAt = new Date().toISOString();
    const message: EarlyMessage = {
      ...{ clientMessageId, body, createdAt, introduction },
      status: "pending",
      problem: null,
    };
    this.#messages.set([...this.#messages.getSnapshot(), message]);
    this.#keep(message);
    this.nudge();
  }

  /** The same id again, so that it is stored once whatever happened to the first try. */
  retry(clientMessageId: string): void {
    this.#change(clientMessageId, { status: "pending", problem: null });
    this.nudge();
  }

  /** The log shows it, or nobody wants it any more. */
  forget(clientMessageId: string): void {
    this.#messages.set(this.#messages.getSnapshot().filter((message) => message.clientMessageId !== clientMessageId));
    this.#options.database.remove("early", clientMessageId).catch(() => undefined);
  }

  /** Forgets those in memory; what is on disk goes with the disk. */
  clear(): void {
    clearTimeout(this.#wake);
    this.#messages.set([]);
  }

  /** Tries now: the network is back, or somebody looks. */
  nudge(): void {
    clearTimeout(this.#wake);
    if (!this.#isDelivering) void this.#deliverAll();
  }

  async #deliverAll(): Promise<void> {
    this.#isDelivering = true;
    try {
      for (;;) {
        const next = this.#messages.getSnapshot().find((message) => message.status === "pending");
        if (!next || !(await this.#deliverOne(next))) return;
      }
    } finally {
      this.#isDelivering = false;
    }
  }

  /** @returns whether to go on with the next one */
  async #deliverOne(message: EarlyMessage): Promise<boolean> {
    const { clientMessageId } = message;
    try {
      await this.#options.deliver(message);
      this.#failures = 0;
      this.#change(clientMessageId, { status: "sent" });
      this.#options.database.remove("early", clientMessageId).catch(() => undefined);
      return true;
    } catch (error) {
      if (error instanceof ChorusProblem && !error.retryable) {
        this.#change(clientMessageId, { status: "failed", problem: error.detail });
        return true;
      }
      this.#failures += 1;
      const waitMs =
        (error instanceof ChorusProblem ? error.retryMs : null) ?? backoffMs(this.#failures, Math.random());
      this.#wake = setTimeout(() => this.nudge(), waitMs);
      return false;
    }
  }

  #find(clientMessageId: string): EarlyMessage | undefined {
    return this.#messages.getSnapshot().find((message) => message.clientMessageId === clientMessageId);
  }

  #change(clientMessageId: string, change: Partial<EarlyMessage>): void {
    const known = this.#find(clientMessageId);
    if (!known) return;
    const changed = { ...known, ...change };
    this.#messages.set(this.#messages.getSnapshot().map((message) => (message === known ? changed : message)));
    if (changed.status !== "sent") this.#keep(changed);
  }

  /** Where storage is blocked a message lives as long as the page. */
  #keep(message: EarlyMessage): void {
    this.#options.database.put("early", message).catch(() => undefined);
  }
}
