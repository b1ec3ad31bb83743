import { Store, type Readable } from "@chorus/client-sdk/observable";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { backoffMs } from "@chorus/client-sdk/realtime/backoff";
import type {
  PendingFirstChange,
  PendingFirstMessage,
  PendingFirstProblem,
  Introduction,
} from "../tabs/pending-first-message.ts";
import { newMessageId } from "./message-id.ts";
import type { WidgetDatabase } from "../store/widget-database.ts";
import type { Tabs } from "../tabs/tabs.ts";

/** For so long another tab's message is that tab's to send. */
const ADOPTION_DELAY_MS = 3_000;

interface PendingFirstOptions {
  database: WidgetDatabase;
  tabs: Pick<Tabs, "publish" | "onMessage" | "alone">;
  /** Has it stored, in a conversation that it may make. */
  deliver: (message: PendingFirstMessage) => Promise<void>;
}

/**
 * Keeps first messages on this device until the server has them: also offline, also over a reload, and shown in every tab.
 * Whichever tab can delivers them, one at a time; each is stored once.
 */
export class PendingFirstMessages {
  readonly #options: PendingFirstOptions;
  readonly #messages = new Store<readonly PendingFirstMessage[]>([]);
  #isDelivering = false;
  #failures = 0;
  #wake: ReturnType<typeof setTimeout> | undefined;

  constructor(options: PendingFirstOptions) {
    this.#options = options;
    options.tabs.onMessage((tabMessage) => {
      if (tabMessage.type === "early") this.#follow(tabMessage.change);
    });
  }

  get messages(): Readable<readonly PendingFirstMessage[]> {
    return this.#messages;
  }

  /** Takes up what an earlier page left behind. */
  async restore(): Promise<void> {
    const kept = await this.#options.database.all<PendingFirstMessage>("early").catch(() => []);
    const isNew = (message: PendingFirstMessage) => !this.#find(message.clientMessageId);
    this.#messages.set([...kept.filter(isNew), ...this.#messages.getSnapshot()]);
    this.nudge();
  }

  add(body: string, introduction: Introduction): void {
    const clientMessageId = newMessageId(Date.now());
    const createdAt = new Date().toISOString();
    const message: PendingFirstMessage = {
      ...{ clientMessageId, body, createdAt, introduction },
      status: "pending",
      problem: null,
    };
    this.#put(message);
    this.#publish(message);
    this.#keep(message);
    this.nudge();
  }

  /** The same id again, so that it is stored once whatever happened to the first try. */
  retry(clientMessageId: string): void {
    this.#change(clientMessageId, { status: "pending", problem: null });
    this.nudge();
  }

  /** What was said about oneself was mended: everything that failed for it goes out with the new words. */
  reintroduce(introduction: Introduction): void {
    for (const { clientMessageId, problem } of this.#messages.getSnapshot()) {
      if (problem?.kind === "introduction")
        this.#change(clientMessageId, { status: "pending", problem: null, introduction });
    }
    this.nudge();
  }

  /** The log shows it, or nobody wants it any more. */
  forget(clientMessageId: string): void {
    this.#remove(clientMessageId);
    this.#options.tabs.publish({ type: "early", change: { type: "removed", clientMessageId } });
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
  async #deliverOne(message: PendingFirstMessage): Promise<boolean> {
    const { clientMessageId } = message;
    try {
      // Two tabs that both begin would be two customers: the second one finds the first one's device token.
      const isDelivered = await this.#options.tabs.alone(async () => {
        // While this tab waited for its turn another one may have delivered it, or somebody removed it.
        if (this.#find(clientMessageId)?.status !== "pending") return false;
        await this.#options.deliver(message);
        return true;
      });
      if (!isDelivered) return true;
      this.#failures = 0;
      this.#change(clientMessageId, { status: "sent" });
      this.#options.database.remove("early", clientMessageId).catch(() => undefined);
      return true;
    } catch (error) {
      if (error instanceof ChorusProblem && !error.retryable) {
        this.#change(clientMessageId, { status: "failed", problem: problemOf(error) });
        return true;
      }
      this.#failures += 1;
      const waitMs =
        (error instanceof ChorusProblem ? error.retryMs : null) ?? backoffMs(this.#failures, Math.random());
      this.#wake = setTimeout(() => this.nudge(), waitMs);
      return false;
    }
  }

  #find(clientMessageId: string): PendingFirstMessage | undefined {
    return this.#messages.getSnapshot().find((message) => message.clientMessageId === clientMessageId);
  }

  #change(clientMessageId: string, change: Partial<PendingFirstMessage>): void {
    const known = this.#find(clientMessageId);
    if (!known) return;
    const changed = { ...known, ...change };
    this.#put(changed);
    this.#publish(changed);
    if (changed.status !== "sent") this.#keep(changed);
  }

  /** Another tab did this. It keeps the disk in step itself. */
  #follow(change: PendingFirstChange): void {
    if (change.type === "removed") {
      this.#remove(change.clientMessageId);
      return;
    }
    const { message } = change;
    // What has been sent already comes by the log.
    if (message.status === "sent" && !this.#find(message.clientMessageId)) return;
    this.#put(message);
    if (message.status !== "pending" || this.#isDelivering) return;
    // That tab sends it; this one does if it is still here then, because the other may have been closed.
    clearTimeout(this.#wake);
    this.#wake = setTimeout(() => this.nudge(), ADOPTION_DELAY_MS);
  }

  #put(message: PendingFirstMessage): void {
    const messages = this.#messages.getSnapshot();
    const isKnown = this.#find(message.clientMessageId) !== undefined;
    const replace = (other: PendingFirstMessage) =>
      other.clientMessageId === message.clientMessageId ? message : other;
    this.#messages.set(isKnown ? messages.map(replace) : [...messages, message]);
  }

  #remove(clientMessageId: string): void {
    this.#messages.set(this.#messages.getSnapshot().filter((message) => message.clientMessageId !== clientMessageId));
  }

  #publish(message: PendingFirstMessage): void {
    this.#options.tabs.publish({ type: "early", change: { type: "put", message } });
  }

  /** Where storage is blocked a message lives as long as the page. */
  #keep(message: PendingFirstMessage): void {
    this.#options.database.put("early", message).catch(() => undefined);
  }
}

/** Where the server's field errors of a first message belong in the form. */
const FIELDS: Record<string, keyof Introduction> = {
  "profile.name": "name",
  "profile.email": "email",
  subject: "question",
};

function problemOf({ errors, code, detail }: ChorusProblem): PendingFirstProblem {
  const fields = errors.map(({ path }) => FIELDS[path]).filter((field) => field !== undefined);
  return fields.length > 0 ? { kind: "introduction", fields: [...new Set(fields)] } : { kind: "refused", code, detail };
}
