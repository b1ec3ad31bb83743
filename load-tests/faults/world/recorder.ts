import type { Message } from "@chorus/contracts/entities/message";
import type { ServerFrame } from "@chorus/contracts/frames/server-frame";
import { NodeWebSocket } from "@chorus/websocket-gateway/testing/node-web-socket";
import type { Outcome, Send, Stretch } from "../checker/history.ts";

/** Writes down what everybody said and what came over every socket. */
export class Recorder {
  readonly sends: Send[] = [];
  readonly stretches: Stretch[] = [];
  readonly #byId = new Map<string, Send>();
  readonly #byAuthor = new Map<string, Send[]>();
  readonly #readers = new Map<string, string>();
  readonly #turns = new Map<string, number>();
  readonly nowMs: () => number;

  /** @param nowMs what invocations and their ends are timed by */
  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  recordSend(send: Omit<Send, "turn" | "outcome" | "invokedAtMs">): Send {
    const key = `${send.authorId}/${send.conversationId}`;
    const turn = (this.#turns.get(key) ?? 0) + 1;
    this.#turns.set(key, turn);
    const record: Send = { ...send, turn, outcome: "unknown", invokedAtMs: this.nowMs() };
    this.sends.push(record);
    const own = this.#byAuthor.get(send.authorId);
    if (own) own.push(record);
    else this.#byAuthor.set(send.authorId, [record]);
    this.#byId.set(send.clientMessageId, record);
    return record;
  }

  ended(clientMessageId: string, outcome: Outcome, seq?: number): void {
    const send = this.#byId.get(clientMessageId);
    // The first acknowledgement counts: later ones answer repeats.
    if (!send || send.outcome === "ok") return;
    send.outcome = outcome;
    send.endedAtMs = this.nowMs();
    if (seq !== undefined) send.seq = seq;
  }

  /** Everything somebody has said: asked for many times a second, of many thousands. */
  sendsOf(authorId: string): readonly Send[] {
    return this.#byAuthor.get(authorId) ?? [];
  }

  /** Was something said that nobody has answered or given up? */
  isWaiting(authorId: string): boolean {
    return this.sendsOf(authorId).some((send) => send.endedAtMs === undefined);
  }

  /** A WebSocket for one person that is listened in on. */
  socketFor(reader: string, readerId: string): typeof NodeWebSocket {
    this.#readers.set(reader, readerId);
    const take = (frame: ServerFrame, open: Map<string, number[]>) => this.#take(reader, frame, open);
    return class extends NodeWebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        const open = new Map<string, number[]>();
        this.on("message", (data: Buffer) => take(JSON.parse(data.toString()) as ServerFrame, open));
      }
    } as typeof NodeWebSocket;
  }

  #take(reader: string, frame: ServerFrame, open: Map<string, number[]>): void {
    if (frame.type === "ack" && "clientMessageId" in frame && frame.clientMessageId !== undefined) {
      this.ended(frame.clientMessageId, "ok", frame.seq);
    } else if (frame.type === "subscribed") {
      const seqs = frame.events.map((event) => event.seq);
      this.#begin(reader, frame.conversationId, open, seqs);
      for (const event of frame.events) if ("message" in event.data) this.#seen(event.data.message, reader);
    } else if (frame.type === "event") {
      const seqs = open.get(frame.conversationId) ?? this.#begin(reader, frame.conversationId, open, []);
      seqs.push(frame.seq);
      // Seen in the log is as good as acknowledged: the client asks no more.
      if ("message" in frame.data) this.#seen(frame.data.message, reader);
    }
  }

  #seen({ clientMessageId, author }: Message, reader: string): void {
    if (clientMessageId !== null && author.id === this.#readers.get(reader)) this.ended(clientMessageId, "ok");
  }

  #begin(reader: string, conversationId: string, open: Map<string, number[]>, seqs: number[]): number[] {
    open.set(conversationId, seqs);
    this.stretches.push({ reader, conversationId, seqs });
    return seqs;
  }
}
