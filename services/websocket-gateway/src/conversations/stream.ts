import { type EventFrames, type EventMessage, toEventFrames } from "@chorus/contracts/bus/event-message";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import type { GapAnswer, SyncAnswer } from "../chat-service-client/chat-client.ts";
import { audienceOf, sendFrame, type Audience, type ReadySession, topics } from "../session/session.ts";
import type { Frame } from "../transport/transport.ts";
import { Sequencer, type SeqRange } from "./sequencer.ts";

/** Publications of two gateways often swap places by a millisecond; only a gap that stays is fetched. */
const REORDER_GRACE_MS = 15;
const RETRY_MS = 250;
/** A gap that cannot be filled for this long is reported as `gap`. */
const HOLD_MS = 5_000;

/** Readers of a conversation to whom sending directly costs less than their topic. */
const FEW = 16;

const AUDIENCES: readonly Audience[] = ["agents", "customers"];

export interface StreamDependencies {
  publish: (topic: string, frame: Frame) => void;
  readGap: (range: SeqRange) => Promise<GapAnswer>;
  now: () => number;
  /** A gap could not be filled: members got a `gap` frame and must be removed. */
  broken: (stream: ConversationStream) => void;
  failed: (error: unknown) => void;
  /** The people whose presence members receive have changed. */
  peopleChanged: (stream: ConversationStream, before: readonly string[]) => void;
}

/** A connection that is about to join: events for its audience are collected meanwhile. */
export interface Joiner {
  readonly audience: Audience;
  readonly missed: { seq: number; frame: Frame }[];
  /** `missed` is complete after this position; null until the stream has begun. */
  sinceSeq: number | null;
}

/** Both numberings of a position or head. */
export interface Position {
  seq: number;
  publicSeq: number;
}

/**
 * The live events of one conversation on this gateway, in `seq` order without gap or repeat. The first answer of chat-service sets
 * where it begins; events that Redis lost are fetched from chat-service before any later one is sent.
 */
export class ConversationStream {
  readonly tenantId: string;
  readonly conversationId: string;
  readonly members = new Map<string, ReadySession>();
  readonly #dependencies: StreamDependencies;
  readonly #sequencer = new Sequencer<EventFrames>();
  readonly #joiners = new Set<Joiner>();
  readonly #readers: Record<Audience, number> = { agents: 0, customers: 0 };
  /** The committed head, as last reported by chat-service. */
  readonly head: Position = { seq: 0, publicSeq: 0 };
  #customerId: string | null = null;
  #assigneeId: string | null = null;
  #publicPosition = 0;
  #repair: Promise<void> | null = null;
  #isBroken = false;

  constructor(tenantId: string, conversationId: string, dependencies: StreamDependencies) {
    this.tenantId = tenantId;
    this.conversationId = conversationId;
    this.#dependencies = dependencies;
  }

  get position(): number {
    return this.#sequencer.position ?? 0;
  }

  get customerId(): string | null {
    return this.#customerId;
  }

  get assigneeId(): string | null {
    return this.#assigneeId;
  }

  /** The people whose presence members receive. */
  get people(): string[] {
    return [this.#customerId, this.#assigneeId].filter((id) => id !== null);
  }

  /** @param seq in the audience's numbering */
  hasPassed(audience: Audience, seq: number): boolean {
    return seq <= (audience === "agents" ? this.position : this.#publicPosition);
  }

  get isUnused(): boolean {
    return this.members.size === 0 && this.#joiners.size === 0;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  addJoiner(audience: Audience): Joiner {
    const joiner: Joiner = { audience, missed: [], sinceSeq: this.#sequencer.position };
    this.#joiners.add(joiner);
    this.#readers[audience] += 1;
    return joiner;
  }

  removeJoiner(joiner: Joiner): void {
    if (this.#joiners.delete(joiner)) this.#readers[joiner.audience] -= 1;
  }

  addMember(session: ReadySession, audience: Audience): void {
    this.members.set(session.connection.id, session);
    this.#readers[audience] += 1;
    session.connection.subscribe(this.topic(audience));
  }

  removeMember(session: ReadySession, audience: Audience): void {
    if (!this.members.delete(session.connection.id)) return;
    this.#readers[audience] -= 1;
    session.connection.unsubscribe(this.topic(audience));
  }

  topic(audience: Audience): string {
    return topics.conversation(this.tenantId, this.conversationId, audience);
  }

  /** Takes a snapshot of chat-service. The first one sets where the stream begins. */
  recordSnapshot(answer: SyncAnswer): void {
    this.recordHead({ seq: answer.headSeq, publicSeq: answer.publicHeadSeq });
    this.#setPeople(answer.customerId, answer.conversation.assignee?.id ?? null);
    if (this.#sequencer.position !== null) return;
    this.#publicPosition = answer.publicHeadSeq;
    for (const joiner of this.#joiners) joiner.sinceSeq = answer.headSeq;
    this.#deliver(this.#sequencer.start(answer.headSeq));
  }

  recordHead(head: Position): void {
    this.head.seq = Math.max(this.head.seq, head.seq);
    this.head.publicSeq = Math.max(this.head.publicSeq, head.publicSeq);
    this.#sequencer.recordHead(head.seq);
  }

  /** From the bus, or from the answer to a send of this gateway's own, whichever comes first. */
  takeMessage(event: EventMessage): void {
    this.recordHead({ seq: event.seq, publicSeq: event.publicHeadSeq });
    this.take(event);
  }

  /** From the bus or from chat-service, in any order, any number of times. */
  take(event: EventFrames): void {
    this.recordHead({ seq: event.seq, publicSeq: event.publicSeq ?? 0 });
    this.#deliver(this.#sequencer.take(event));
    if (this.#sequencer.isOverfull) this.#break();
    else void this.repair();
  }

  /** Resolves when the stream has passed `seq` or has failed. */
  async reach(seq: number): Promise<void> {
    this.#sequencer.recordHead(seq);
    while (!this.#isBroken && this.#sequencer.position !== null && this.position < seq) await this.repair();
  }

  /** Fetches the missing events up to the known head; one call at a time. */
  repair(): Promise<void> {
    if (this.#isBroken || this.#sequencer.missing() === null) return Promise.resolve();
    this.#repair ??= this.#fill().finally(() => {
      this.#repair = null;
    });
    return this.#repair;
  }

  /** To every audience that has a frame. */
  push(frameFor: (audience: Audience) => ServerFrame | null): void {
    for (const audience of AUDIENCES) {
      if (this.#readers[audience] === 0) continue;
      const frame = frameFor(audience);
      if (frame) this.#publish(audience, Buffer.from(JSON.stringify(frame)));
    }
  }

  async #fill(): Promise<void> {
    const { now, readGap, failed } = this.#dependencies;
    let giveUpAtMs = now() + HOLD_MS;
    let waitMs = REORDER_GRACE_MS;
    for (;;) {
      await pause(waitMs);
      const range = this.#sequencer.missing();
      if (range === null || this.#isBroken) return;
      if (this.isUnused) return;
      try {
        const before = this.position;
        for (const event of (await readGap(range)).events) this.#deliver(this.#sequencer.take(toEventFrames(event)));
        const isProgress = this.position > before;
        waitMs = isProgress ? 0 : RETRY_MS;
        // Only no progress at all counts: while others write, events are always missing.
        if (isProgress) giveUpAtMs = now() + HOLD_MS;
      } catch (error) {
        failed(error);
        waitMs = RETRY_MS;
      }
      if (this.#sequencer.missing() !== null && now() >= giveUpAtMs) this.#break();
    }
  }

  #deliver(events: readonly EventFrames[]): void {
    for (const event of events) {
      if (event.publicSeq !== null) this.#publicPosition = event.publicSeq;
      if (event.assigneeId !== undefined) this.#setPeople(this.#customerId, event.assigneeId);
      this.#send(event.seq, "agents", event.agentFrame);
      this.#send(event.seq, "customers", event.customerFrame);
    }
  }

  #send(seq: number, audience: Audience, frame: Frame | null): void {
    if (frame === null || this.#readers[audience] === 0) return;
    this.#publish(audience, frame);
    for (const joiner of this.#joiners) if (joiner.audience === audience) joiner.missed.push({ seq, frame });
  }

  /** To each of a few directly, so that it leaves in one piece with what else they are sent now; to many by their topic. */
  #publish(audience: Audience, frame: Frame): void {
    if (this.#readers[audience] > FEW) return this.#dependencies.publish(this.topic(audience), frame);
    for (const session of this.members.values()) if (audienceOf(session) === audience) session.connection.send(frame);
  }

  #setPeople(customerId: string | null, assigneeId: string | null): void {
    if (customerId === this.#customerId && assigneeId === this.#assigneeId) return;
    const before = this.people;
    this.#customerId = customerId;
    this.#assigneeId = assigneeId;
    this.#dependencies.peopleChanged(this, before);
  }

  #break(): void {
    if (this.#isBroken) return;
    this.#isBroken = true;
    for (const session of this.members.values()) {
      // Not by topic: every member leaves the topic in this tick.
      sendFrame(session, { type: "gap", conversationId: this.conversationId, ...this.#gapFor(audienceOf(session)) });
    }
    this.#dependencies.broken(this);
  }

  #gapFor(audience: Audience): { fromSeq: number; headSeq: number } {
    if (audience === "agents") return { fromSeq: this.position + 1, headSeq: this.head.seq };
    return { fromSeq: this.#publicPosition + 1, headSeq: this.head.publicSeq };
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}
