import { Store, type Readable } from "@chorus/client-sdk/observable";
import { ChorusProblem } from "@chorus/client-sdk/problem";
import { backoffMs } from "@chorus/client-sdk/realtime/backoff";
import type {
  PendingFirstChange,
  PendingFirstMessage,
  PendingFirstProblem,
  Introduction,
} from "../tabs/pending-first-message.ts";
import { newMessageId } from "@chorus/client-sdk/message-id";
import type { WidgetDatabase } from "../store/widget-database.ts";
import type { Tabs } from "../tabs/tabs.ts";
import { serverNowMs } from "./use-now.ts";

/** For so long another tab's message is left to that tab. */
const ADOPTION_DELAY_MS = 3_000;

interface PendingFirstOptions {
  database: WidgetDatabase;
  tabs: Pick<Tabs, "publish" | "onMessage" | "alone">;
  /** Stores it, in a conversation that is created if necessary. */
  deliver: (message: PendingFirstMessage) => Promise<void>;
}

/**
 * Keeps first messages on this device until the server has them, also offline and across reloads, and shows them in every tab.
 * Any tab may deliver them, one at a time; each is stored once.
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

  /** Loads messages of an earlier page. */
  async restore(): Promise<void> {
    const kept = await this.#options.database.all<PendingFirstMessage>("early").catch(() => []);
    const isNew = (message: PendingFirstMessage) => !this.#find(message.clientMessageId);
    this.#messages.set([...kept.filter(isNew), ...this.#messages.getSnapshot()]);
    this.nudge();
  }

  add(body: string, introduction: Introduction): void {
    const clientMessageId = newMessageId();
    const createdAt = new Date(serverNowMs()).toISOString();
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

  /** The same id again, so that it is stored once whatever became of the first attempt. */
  retry(clientMessageId: string): void {
    this.#change(clientMessageId, { status: "pending", problem: null });
    this.nudge();
  }

  /** The form was corrected: all messages that failed because of it are sent again. */
  reintroduce(introduction: Introduction): void {
    for (const { clientMessageId, problem } of this.#messages.getSnapshot()) {
      if (problem?.kind === "introduction")
        this.#change(clientMessageId, { status: "pending", problem: null, introduction });
    }
    this.nudge();
  }

  /** It is in the log, or was discarded. */
  forget(clientMessageId: string): void {
    this.#remove(clientMessageId);
    this.#options.tabs.publish({ type: "early", change: { type: "removed", clientMessageId } });
    this.#options.database.remove("early", clientMessageId).catch(() => undefined);
  }

  /** Clears the memory; the copies on disk are deleted with the database. */
  clear(): void {
    clearTimeout(this.#wake);
    this.#messages.set([]);
  }

  /** Tries now: the network is back, or the page is visible. */
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
      // Two tabs that both create a session would be two customers: the second one uses the first one's device token.
      const isDelivered = await this.#options.tabs.alone(async () => {
        // Another tab may have delivered it, or removed it, while this one waited.
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

  /** A change made by another tab, which has also updated the disk. */
  #follow(change: PendingFirstChange): void {
    if (change.type === "removed") {
      this.#remove(change.clientMessageId);
      return;
    }
    const { message } = change;
    // A message that was sent is shown by the log.
    if (message.status === "sent" && !this.#find(message.clientMessageId)) return;
    this.#put(message);
    if (message.status !== "pending" || this.#isDelivering) return;
    // The other tab sends it; this one does if it is still here then, because the other may have been closed.
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

  /** Where storage is blocked a message is kept in memory only. */
  #keep(message: PendingFirstMessage): void {
    this.#options.database.put("early", message).catch(() => undefined);
  }
}

/** Maps the server's field errors of a first message to the form's fields. */
const FIELDS: Record<string, keyof Introduction> = {
  "profile.name": "name",
  "profile.email": "email",
  subject: "question",
};

function problemOf({ errors, code, detail }: ChorusProblem): PendingFirstProblem {
  const fields = errors.map(({ path }) => FIELDS[path]).filter((field) => field !== undefined);
  return fields.length > 0 ? { kind: "introduction", fields: [...new Set(fields)] } : { kind: "refused", code, detail };
}
