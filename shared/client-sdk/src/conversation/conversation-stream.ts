import type { AnyConversation } from "@chorus/contracts/entities/conversation";
import type { Event } from "@chorus/contracts/entities/event";
import type { ServerFrame, ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { LIMITS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import { Listeners, type Readable } from "../observable.ts";
import type { Outbox } from "../outbox/outbox.ts";
import type { ChorusProblem } from "../problem.ts";
import type { Connection } from "../realtime/connection.ts";
import type { ConversationSnapshot, QueuePosition } from "./conversation-snapshot.ts";
import { followEvent } from "./follow-event.ts";
import {
  appendEvent,
  type ConversationLog,
  EMPTY_LOG,
  isBehind,
  recordHead,
  prependHistory,
  takeSubscribed,
} from "./log.ts";
import { OwnSignals } from "./own-signals.ts";
import { mergeReceipts, type Receipts } from "./receipts.ts";
import { type Position, Subscribing } from "./subscribing.ts";
import { projectTimeline, type TimelineEntry } from "./timeline.ts";
import { PassingPeople } from "./passing-people.ts";
import { Viewers } from "./viewers.ts";

interface Projection {
  readonly events: readonly Event[];
  readonly timeline: readonly TimelineEntry[];
  /** `clientMessageId`s of the person's own messages in it. */
  readonly ownIds: ReadonlySet<string>;
}

interface StreamOptions {
  conversationId: string;
  connection: Connection;
  outbox: Outbox;
  clock: Clock;
  random: () => number;
  /** Id of the signed-in person; null before the first welcome. */
  selfId: () => string | null;
}

/** Keeps one conversation's log complete, ordered and current across reconnects. */
export class ConversationStream implements Readable<ConversationSnapshot> {
  readonly conversationId: string;
  readonly #options: StreamOptions;
  readonly #listeners = new Listeners<void>();
  readonly #subscribing: Subscribing;
  readonly #signals: OwnSignals;
  readonly #typing: PassingPeople;
  readonly #viewers: Viewers;
  #log: ConversationLog = EMPTY_LOG;
  #conversation: AnyConversation | null = null;
  #receipts: Receipts = new Map();
  #problem: ChorusProblem | null = null;
  #isCurrent = false;
  #isLoadingOlder = false;
  #queue: QueuePosition | null = null;
  #cancelQueue: () => void = () => undefined;
  #snapshot: ConversationSnapshot | null = null;
  #projected: Projection | null = null;
  readonly #leaveOutbox: () => void;

  constructor(options: StreamOptions) {
    this.conversationId = options.conversationId;
    this.#options = options;
    this.#subscribing = new Subscribing({
      ...options,
      position: () => this.#position(),
      onSubscribed: (frame, afterSeq) => {
        this.#onSubscribed(frame, afterSeq);
        this.#changed();
      },
      onRefused: (problem) => {
        this.#problem = problem;
        this.#isCurrent = false;
        this.#changed();
      },
    });
    this.#signals = new OwnSignals(options.conversationId, options.connection, options.clock);
    this.#typing = new PassingPeople(options.clock, () => this.#changed());
    this.#viewers = new Viewers(options.conversationId, options.connection, options.clock, () => this.#changed());
    this.#leaveOutbox = options.outbox.messages.subscribe(() => this.#changed());
  }

  readonly getSnapshot = (): ConversationSnapshot => (this.#snapshot ??= this.#makeSnapshot());

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);

  get lastSeq(): number {
    return this.#log.lastSeq;
  }

  /** The position for `hello.resume`; null when there is none yet. Its answer then comes by itself. */
  takeResumePoint(): { conversationId: string; afterSeq: number; epoch: string } | null {
    const position = this.#position();
    if (!position) return null;
    this.#subscribing.recordResume(position.afterSeq);
    return { conversationId: this.conversationId, ...position };
  }

  /** Subscribes from the end of the log, unless a subscription is under way. */
  replay(): void {
    this.#subscribing.ask();
  }

  onFrame(frame: ServerFrame): void {
    const { resumedAfterSeq } = this.#subscribing;
    switch (frame.type) {
      case "event":
        this.#onEvent(frame);
        break;
      case "subscribed":
        // Without an id it answers `hello.resume`.
        if (resumedAfterSeq !== undefined) this.#onSubscribed(frame, resumedAfterSeq);
        break;
      case "gap":
        this.#log = recordHead(this.#log, frame.headSeq);
        this.#isCurrent = false;
        // For a resumed conversation a gap means that it was not resumed.
        if (resumedAfterSeq !== undefined) this.#subscribing.settle();
        this.replay();
        break;
      case "receipt":
        this.#receipts = mergeReceipts(this.#receipts, [frame]);
        break;
      case "typing":
        if (frame.userId !== this.#options.selfId()) this.#typing.note(frame.userId, frame.isTyping, frame.ttlMs);
        break;
      case "viewing":
        this.#viewers.take(frame);
        break;
      case "queue.position":
        this.#recordQueue(frame);
        break;
      case "ping": {
        this.#log = recordHead(this.#log, frame.heads[this.conversationId] ?? 0);
        if (isBehind(this.#log)) this.replay();
        break;
      }
      case "welcome":
      case "ack":
      case "presence":
      case "inbox.subscribed":
      case "inbox":
      case "history.page":
      case "auth.expiring":
      case "refreshed":
      case "goaway":
      case "ok":
      case "error":
      default:
        return;
    }
    this.#changed();
  }

  /** The socket was lost: pending requests get no answer. */
  onLoss(): void {
    this.#subscribing.settle();
    this.#isCurrent = false;
    this.#typing.clear();
    this.#viewers.onLoss();
    this.#forgetQueue();
    this.#changed();
  }

  /**
   * Loads the page before the oldest event.
   *
   * @throws ChorusProblem or ChorusOffline when it cannot be loaded now.
   */
  async loadOlder(): Promise<void> {
    const { epoch, hasOlder, events } = this.#log;
    const beforeSeq = events[0]?.seq;
    if (!hasOlder || this.#isLoadingOlder || beforeSeq === undefined) return;
    this.#setLoadingOlder(true);
    try {
      const page = await new Promise<ServerFrame>((resolve, reject) => {
        this.#options.connection.request(
          { type: "history", conversationId: this.conversationId, beforeSeq, limit: LIMITS.subscribeEvents },
          { onReply: resolve, onFailure: reject },
        );
      });
      if (page.type === "history.page" && this.#log.epoch === epoch) {
        this.#log = prependHistory(this.#log, page.events, page.hasMore);
      }
    } finally {
      this.#setLoadingOlder(false);
    }
  }

  /** The person has seen everything that is shown (the window has focus and the end is visible). */
  markRead(): void {
    if (this.#log.lastSeq > 0) this.#signals.recordProgress({ readSeq: this.#log.lastSeq });
  }

  /** Call it on each key press, and with false when the text is sent or removed; it is throttled here. */
  setTyping(isTyping: boolean): void {
    this.#signals.setTyping(isTyping);
  }

  /** Whether an agent has it on a visible screen; other agents who view it are notified. */
  setViewing(isViewing: boolean): void {
    this.#viewers.setViewing(isViewing, this.#isCurrent);
  }

  /** The conversation is no longer shown. */
  stop(): void {
    this.#subscribing.settle();
    this.#leaveOutbox();
    this.#signals.stop();
    this.#typing.clear();
    this.#viewers.onLoss();
    this.#forgetQueue();
  }

  #recordQueue({ ahead, waitSeconds, ttlMs }: ServerFrameOf<"queue.position">): void {
    this.#forgetQueue();
    this.#queue = { ahead, waitSeconds };
    this.#cancelQueue = this.#options.clock.setTimer(ttlMs, () => {
      this.#forgetQueue();
      this.#changed();
    });
  }

  #forgetQueue(): void {
    this.#cancelQueue();
    this.#queue = null;
  }

  #onEvent(event: Event): void {
    const before = this.#log;
    this.#log = appendEvent(before, event);
    if (event.actor.id !== null) this.#typing.note(event.actor.id, false, 0);
    this.#afterLog(before);
    if (this.#log.buffered.length > 0 && this.#log.epoch !== null) this.replay();
  }

  #position(): Position {
    const { epoch, lastSeq } = this.#log;
    return epoch === null ? null : { afterSeq: lastSeq, epoch };
  }

  #onSubscribed(frame: ServerFrameOf<"subscribed">, afterSeq: number | null): void {
    this.#subscribing.succeed();
    this.#problem = null;
    const before = this.#log;
    const { log, next } = takeSubscribed(before, frame, afterSeq);
    if (next === "reload") {
      this.#log = EMPTY_LOG;
      this.#receipts = new Map();
      this.replay();
      return;
    }
    this.#log = log;
    this.#afterLog(before);
    // It is as of the head, and so newer than the replayed events.
    this.#conversation = frame.conversation;
    this.#receipts = mergeReceipts(this.#receipts, frame.receipts);
    this.#signals.recordReceipt(frame.receipts.find((receipt) => receipt.userId === this.#options.selfId()));
    this.#isCurrent = next === "live";
    if (this.#isCurrent) this.#viewers.repeat();
    if (next === "more") this.replay();
  }

  #afterLog(before: ConversationLog): void {
    if (this.#log.events === before.events) return;
    const appended = this.#log.events.filter((event) => event.seq > before.lastSeq || before.epoch !== this.#log.epoch);
    const selfId = this.#options.selfId();
    for (const event of appended) {
      this.#conversation = followEvent(this.#conversation, event);
      if (event.actor.id !== selfId) this.#signals.recordProgress({ deliveredSeq: event.seq });
    }
    this.#options.outbox.onApplied(this.conversationId, this.#log.lastSeq, this.#project().ownIds);
  }

  #project(): Projection {
    const { events } = this.#log;
    if (this.#projected?.events === events) return this.#projected;
    const timeline = projectTimeline(events);
    const selfId = this.#options.selfId();
    const ownIds = new Set<string>();
    for (const entry of timeline) {
      if (entry.type !== "message" || entry.message.author.id !== selfId) continue;
      if (entry.message.clientMessageId !== null) ownIds.add(entry.message.clientMessageId);
    }
    return (this.#projected = { events, timeline, ownIds });
  }

  #makeSnapshot(): ConversationSnapshot {
    const { timeline, ownIds } = this.#project();
    const isLoaded = this.#log.epoch !== null;
    return {
      conversationId: this.conversationId,
      status: this.#problem ? "unavailable" : !isLoaded ? "loading" : this.#isCurrent ? "live" : "catching_up",
      problem: this.#problem,
      conversation: this.#conversation,
      timeline,
      outgoing: this.#options.outbox.messages
        .getSnapshot()
        .filter((message) => message.conversationId === this.conversationId && !ownIds.has(message.clientMessageId)),
      receipts: this.#receipts,
      typing: this.#typing.userIds,
      viewers: this.#viewers.userIds,
      // A customer who was answered no longer waits.
      queue: this.#conversation?.status === "queued" ? this.#queue : null,
      lastSeq: this.#log.lastSeq,
      hasOlder: this.#log.hasOlder,
      isLoadingOlder: this.#isLoadingOlder,
    };
  }

  #setLoadingOlder(isLoading: boolean): void {
    this.#isLoadingOlder = isLoading;
    this.#changed();
  }

  #changed(): void {
    this.#snapshot = null;
    this.#listeners.emit();
  }
}
