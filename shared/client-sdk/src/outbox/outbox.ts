import { LIMITS } from "@chorus/contracts/limits";
import type { Clock } from "../clock.ts";
import { type Readable, Store } from "../observable.ts";
import { ChorusProblem } from "../problem.ts";
import type { Connection } from "../realtime/connection.ts";
import {
  acknowledge,
  adopt,
  connectionLost,
  discardFailed,
  dropApplied,
  enqueue,
  markInFlight,
  nextWakeMs,
  type OutboxState,
  refuse,
  removedElsewhere,
  retryFailed,
  sendable,
  unanswered,
} from "./outbox-state.ts";
import type { OutboxChange, OutboxStore } from "./outbox-store.ts";
import type { OutgoingMessage, SendInput } from "./outgoing-message.ts";

interface OutboxOptions {
  connection: Connection;
  store: OutboxStore;
  clock: Clock;
  random: () => number;
  makeId: () => string;
  /** The newest seq applied in an open conversation; null when it is not open. */
  lastSeqOf: (conversationId: string) => number | null;
  onStoreError: (error: unknown) => void;
}

const encoder = new TextEncoder();
/** Room for the envelope around a body. */
const ENVELOPE_BYTES = 512;
/** For so long another tab's message is left to that tab. */
const ADOPTION_DELAY_MS = 3_000;

/** Sends messages in order per conversation, with retries until each is acknowledged or refused permanently. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #messages = new Store<readonly OutgoingMessage[]>([]);
  #state: OutboxState = [];
  #cancelWake: () => void = () => undefined;
  readonly #unwatch: () => void;
  /**
   * By `clientMessageId`: what is written of one message is written in turn, or a put could overtake its remove. Messages do
   * not wait for each other, because what waits is lost when the page goes.
   */
  readonly #storing = new Map<string, Promise<void>>();

  constructor(options: OutboxOptions) {
    this.#options = options;
    options.connection.onWelcome(() => this.#pump());
    options.connection.onLoss(() => this.#update(connectionLost(this.#state)));
    this.#unwatch = options.store.watch?.((change) => this.#onChangeElsewhere(change)) ?? (() => undefined);
  }

  /** Everything not yet seen in the log, in the order of sending. */
  get messages(): Readable<readonly OutgoingMessage[]> {
    return this.#messages;
  }

  /** Loads messages of an earlier page. */
  async restore(): Promise<void> {
    const kept = await this.#options.store.load();
    this.#update(kept.reduce(enqueue, this.#state));
    this.#pump();
  }

  send(input: SendInput): OutgoingMessage {
    const message: OutgoingMessage = {
      clientMessageId: input.clientMessageId ?? this.#options.makeId(),
      conversationId: input.conversationId,
      body: input.body,
      kind: input.kind ?? "text",
      replyToSeq: input.replyToSeq ?? null,
      ...(input.expectedSeq === undefined ? {} : { expectedSeq: input.expectedSeq }),
      createdAt: new Date(this.#options.clock.now()).toISOString(),
      status: "pending",
      error: null,
      seq: null,
    };
    this.#update(enqueue(this.#state, message));
    this.#keep(message);
    this.#pump();
    return message;
  }

  retry(clientMessageId: string): void {
    this.#update(retryFailed(this.#state, clientMessageId));
    this.#keepCurrent(clientMessageId);
    this.#pump();
  }

  discard(clientMessageId: string): void {
    const before = this.#state;
    this.#update(discardFailed(this.#state, clientMessageId));
    if (this.#state !== before) this.#forget(clientMessageId);
  }

  /** The log of a conversation has reached `lastSeq`, with these messages of the person in it. */
  onApplied(conversationId: string, lastSeq: number, clientMessageIds: ReadonlySet<string>): void {
    const before = this.#state;
    this.#update(dropApplied(this.#state, conversationId, lastSeq, clientMessageIds));
    const kept = new Set(this.#state);
    for (const entry of before) if (!kept.has(entry)) this.#forget(entry.message.clientMessageId);
    // An event that overtook its acknowledgement frees the conversation for the next message.
    if (this.#state !== before) this.#pump();
  }

  /** Stops listening to other tabs. */
  dispose(): void {
    this.#cancelWake();
    this.#unwatch();
  }

  #onChangeElsewhere(change: OutboxChange): void {
    if (change.type === "removed") this.#update(removedElsewhere(this.#state, change.clientMessageId));
    else this.#update(adopt(this.#state, change.message, this.#options.clock.now() + ADOPTION_DELAY_MS));
    this.#pump();
  }

  #pump(): void {
    if (!this.#options.connection.isOnline) return;
    const now = this.#options.clock.now();
    for (const message of sendable(this.#state, now)) this.#sendNow(message);
    this.#cancelWake();
    const wakeMs = nextWakeMs(this.#state, now);
    if (wakeMs !== null) this.#cancelWake = this.#options.clock.setTimer(wakeMs - now, () => this.#pump());
  }

  #sendNow(message: OutgoingMessage): void {
    const { clientMessageId, conversationId, body, kind, replyToSeq, expectedSeq } = message;
    const bodyBytes = encoder.encode(JSON.stringify(body)).byteLength;
    if (bodyBytes + ENVELOPE_BYTES > LIMITS.frameBytes) {
      // The gateway would close the socket permanently (4505), again after each reconnect.
      this.#refused(
        clientMessageId,
        new ChorusProblem({ code: "payload_too_large", detail: "This message is too long." }),
      );
      return;
    }
    this.#update(markInFlight(this.#state, clientMessageId));
    const reply = replyToSeq === null ? {} : { replyToSeq };
    const expected = expectedSeq === undefined ? {} : { expectedSeq };
    this.#options.connection.request(
      { type: "message.send", conversationId, clientMessageId, body, kind, ...reply, ...expected },
      {
        onReply: (frame) => {
          if (frame.type === "ack") this.#acknowledged(message, frame.seq);
        },
        onFailure: (error) => {
          if (error instanceof ChorusProblem) this.#refused(clientMessageId, error);
          else this.#update(unanswered(this.#state, clientMessageId));
          this.#pump();
        },
      },
    );
  }

  #acknowledged(message: OutgoingMessage, seq: number): void {
    const { clientMessageId, conversationId } = message;
    this.#update(acknowledge(this.#state, clientMessageId, seq));
    this.#forget(clientMessageId);
    // In a conversation that is not open no event will replace it.
    const lastSeq = this.#options.lastSeqOf(conversationId) ?? seq;
    this.#update(dropApplied(this.#state, conversationId, lastSeq, new Set()));
    this.#pump();
  }

  #refused(clientMessageId: string, error: ChorusProblem): void {
    this.#update(refuse(this.#state, clientMessageId, error, this.#options.clock.now(), this.#options.random()));
    this.#keepCurrent(clientMessageId);
  }

  #update(state: OutboxState): void {
    if (state === this.#state) return;
    this.#state = state;
    const messages = state.map((entry) => entry.message);
    const known = this.#messages.getSnapshot();
    const isSame = known.length === messages.length && messages.every((message, index) => message === known[index]);
    if (!isSame) this.#messages.set(messages);
  }

  #keepCurrent(clientMessageId: string): void {
    const entry = this.#state.find((candidate) => candidate.message.clientMessageId === clientMessageId);
    if (entry) this.#keep(entry.message);
  }

  #keep(message: OutgoingMessage): void {
    this.#store(message.clientMessageId, () => this.#options.store.put(message));
  }

  #forget(clientMessageId: string): void {
    this.#store(clientMessageId, () => this.#options.store.remove(clientMessageId));
  }

  #store(clientMessageId: string, write: () => Promise<void>): void {
    const before = this.#storing.get(clientMessageId);
    const written = (before ? before.then(write) : write()).catch(this.#options.onStoreError).then(() => {
      if (this.#storing.get(clientMessageId) === written) this.#storing.delete(clientMessageId);
    });
    this.#storing.set(clientMessageId, written);
  }
}
