import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { LIMITS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Connection } from "../realtime/connection.ts";
import { ConversationStream } from "./conversation-stream.ts";

/** A closed conversation stays subscribed for so long, so that switching back and forth does not load it again. */
const LINGER_MS = 60_000;
/** Below the subscription limit of a customer. */
const MAX_LINGERING = 8;

interface StreamsOptions {
  connection: Connection;
  outbox: Outbox;
  clock: Clock;
  random: () => number;
  selfId: () => string | null;
}

interface OpenStream {
  stream: ConversationStream;
  users: number;
  cancelLinger: () => void;
}

/** The open conversations of one client; passes the connection's frames on to them. */
export class ConversationStreams {
  readonly #options: StreamsOptions;
  /** Least recently opened first. */
  readonly #streams = new Map<string, OpenStream>();
  readonly #resumed = new Set<string>();

  constructor(options: StreamsOptions) {
    this.#options = options;
    const { connection } = options;
    connection.setResumeSource(() => this.#resumePoints());
    connection.onFrame((frame) => this.#onFrame(frame));
    connection.onWelcome(() => {
      for (const [id, { stream }] of this.#streams) if (!this.#resumed.has(id)) stream.replay();
    });
    connection.onLoss(() => {
      for (const { stream } of this.#streams.values()) stream.onLoss();
    });
  }

  /** Opens a conversation, or shares it if it is open. Each open needs its own {@link release}. */
  open(conversationId: string): ConversationStream {
    const entry = this.#streams.get(conversationId) ?? this.#open(conversationId);
    entry.cancelLinger();
    entry.users += 1;
    this.#streams.delete(conversationId);
    this.#streams.set(conversationId, entry);
    return entry.stream;
  }

  release(conversationId: string): void {
    const entry = this.#streams.get(conversationId);
    if (!entry || entry.users === 0) return;
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.cancelLinger = this.#options.clock.setTimer(LINGER_MS, () => this.#drop(conversationId));
    const lingering = [...this.#streams].filter(([, other]) => other.users === 0);
    for (const [id] of lingering.slice(0, Math.max(0, lingering.length - MAX_LINGERING))) this.#drop(id);
  }

  lastSeqOf(conversationId: string): number | null {
    return this.#streams.get(conversationId)?.stream.lastSeq ?? null;
  }

  /** Closes all of them (sign out). */
  clear(): void {
    for (const id of Array.from(this.#streams.keys())) this.#drop(id);
  }

  #open(conversationId: string): OpenStream {
    const stream = new ConversationStream({ ...this.#options, conversationId });
    const entry: OpenStream = { stream, users: 0, cancelLinger: () => undefined };
    this.#streams.set(conversationId, entry);
    stream.replay();
    return entry;
  }

  #drop(conversationId: string): void {
    const entry = this.#streams.get(conversationId);
    if (!entry) return;
    entry.cancelLinger();
    entry.stream.stop();
    this.#streams.delete(conversationId);
    this.#options.connection.request(
      { type: "unsubscribe", conversationId },
      { onReply: () => undefined, onFailure: () => undefined },
    );
  }

  #resumePoints() {
    this.#resumed.clear();
    const points = [...this.#streams.values()]
      .toReversed()
      .slice(0, LIMITS.resumeConversations)
      .map(({ stream }) => stream.takeResumePoint())
      .filter((point) => point !== null);
    for (const { conversationId } of points) this.#resumed.add(conversationId);
    return points;
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.type === "ping") {
      for (const { stream } of this.#streams.values()) stream.onFrame(frame);
    } else if ("conversationId" in frame) {
      this.#streams.get(frame.conversationId)?.stream.onFrame(frame);
    }
  }
}
