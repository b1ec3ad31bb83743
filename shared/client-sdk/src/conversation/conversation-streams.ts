import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { LIMITS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { Connection } from "../realtime/connection.ts";
import { ConversationStream } from "./conversation-stream.ts";

/** A closed conversation stays subscribed for so long: going back and forth in a list should not load again. */
const LINGER_MS = 60_000;
/** Below the subscriptions a customer may have. */
const MAX_LINGERING = 8;

interface StreamsOptions {
  connection: Connection;
  outbox: Outbox;
  clock: Clock;
  random: () => number;
  selfId: () => string | null;
}

interface Held {
  stream: ConversationStream;
  users: number;
  cancelLinger: () => void;
}

/** The open conversations of one client: who looks at which, and what each gets of the connection's frames. */
export class ConversationStreams {
  readonly #options: StreamsOptions;
  /** Least recently opened first. */
  readonly #held = new Map<string, Held>();
  readonly #resumed = new Set<string>();

  constructor(options: StreamsOptions) {
    this.#options = options;
    const { connection } = options;
    connection.setResumeSource(() => this.#resumePoints());
    connection.onFrame((frame) => this.#onFrame(frame));
    connection.onWelcome(() => {
      for (const [id, { stream }] of this.#held) if (!this.#resumed.has(id)) stream.replay();
    });
    connection.onLoss(() => {
      for (const { stream } of this.#held.values()) stream.onLoss();
    });
  }

  /** Opens a conversation, or joins those who have it open. Each open needs its own {@link release}. */
  open(conversationId: string): ConversationStream {
    const held = this.#held.get(conversationId) ?? this.#hold(conversationId);
    held.cancelLinger();
    held.users += 1;
    this.#held.delete(conversationId);
    this.#held.set(conversationId, held);
    return held.stream;
  }

  release(conversationId: string): void {
    const held = this.#held.get(conversationId);
    if (!held || held.users === 0) return;
    held.users -= 1;
    if (held.users > 0) return;
    held.cancelLinger = this.#options.clock.setTimer(LINGER_MS, () => this.#drop(conversationId));
    const lingering = [...this.#held].filter(([, other]) => other.users === 0);
    for (const [id] of lingering.slice(0, Math.max(0, lingering.length - MAX_LINGERING))) this.#drop(id);
  }

  lastSeqOf(conversationId: string): number | null {
    return this.#held.get(conversationId)?.stream.lastSeq ?? null;
  }

  /** Drops everything (sign out). */
  clear(): void {
    for (const id of Array.from(this.#held.keys())) this.#drop(id);
  }

  #hold(conversationId: string): Held {
    const stream = new ConversationStream({ ...this.#options, conversationId });
    const held: Held = { stream, users: 0, cancelLinger: () => undefined };
    this.#held.set(conversationId, held);
    stream.replay();
    return held;
  }

  #drop(conversationId: string): void {
    const held = this.#held.get(conversationId);
    if (!held) return;
    held.cancelLinger();
    held.stream.stop();
    this.#held.delete(conversationId);
    this.#options.connection.request(
      { type: "unsubscribe", conversationId },
      { onReply: () => undefined, onFailure: () => undefined },
    );
  }

  #resumePoints() {
    this.#resumed.clear();
    const points = [...this.#held.values()]
      .toReversed()
      .slice(0, LIMITS.resumeConversations)
      .map(({ stream }) => stream.takeResumePoint())
      .filter((point) => point !== null);
    for (const { conversationId } of points) this.#resumed.add(conversationId);
    return points;
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.type === "ping") {
      for (const { stream } of this.#held.values()) stream.onFrame(frame);
    } else if ("conversationId" in frame) {
      this.#held.get(frame.conversationId)?.stream.onFrame(frame);
    }
  }
}
