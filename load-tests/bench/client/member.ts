import type { Dialect, Incoming, ResumePoint } from "./dialect.ts";
import { RawSocket } from "./raw-socket.ts";

export interface MemberOptions {
  port: number;
  dialect: Dialect;
  token: string;
  conversationId: string;
  onEvent?: (event: { seq: number; mark: number }) => void;
  onAck?: (id: string, seq: number) => void;
  onSubscribed?: (answer: { headSeq: number; seqs: readonly number[]; marks: readonly number[] }) => void;
  /** Refused what nobody waits for: a resumed conversation, or a send. It throws when nobody listens. */
  onRefused?: (text: string) => void;
  onGoaway?: (retryMs: number) => void;
  onEnd?: (code: number) => void;
}

const ANSWERED_WITHIN_MS = 30_000;

/** One connected person in one conversation. */
export class Member {
  readonly #options: MemberOptions;
  readonly #dialect: Dialect;
  #socket: RawSocket | null = null;
  #waiting: { type: Incoming["type"]; resolve: () => void; reject: (error: Error) => void } | null = null;

  constructor(options: MemberOptions) {
    this.#options = options;
    this.#dialect = options.dialect;
  }

  /** Opens the socket and shows the token. @throws Error when it is refused */
  async connect(resume: ResumePoint | null = null): Promise<void> {
    const { port, token } = this.#options;
    this.#socket = await RawSocket.open({
      port,
      path: this.#dialect.path,
      subprotocol: this.#dialect.subprotocol,
      onText: (payload) => this.#take(this.#dialect.read(payload)),
      onEnd: (code) => this.#ended(code),
    });
    await this.#ask("welcome", this.#dialect.hello(token, resume));
  }

  /** Whether the last `connect` has taken up what it was told to. */
  get hasResumed(): boolean {
    return this.#dialect.hasResumed();
  }

  /** The next `connect` goes there. */
  moveTo(port: number): void {
    this.#options.port = port;
  }

  async join(): Promise<void> {
    await this.#ask("subscribed", this.#dialect.subscribe(this.#options.conversationId));
  }

  /** @param id a UUID */
  send(id: string, body: string): void {
    this.#socket?.send(this.#dialect.send({ id, conversationId: this.#options.conversationId, body }));
  }

  /** Takes nothing any more, until `resume`. */
  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  /** Nobody but the server ends what was connected and not `reset`. */
  get hasEnded(): boolean {
    return this.#socket === null;
  }

  reset(): void {
    this.#socket?.reset();
    this.#socket = null;
  }

  #ask(type: Incoming["type"], text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no ${type} within 30 s`)), ANSWERED_WITHIN_MS);
      const done = () => {
        clearTimeout(timer);
        this.#waiting = null;
      };
      this.#waiting = {
        type,
        resolve: () => (done(), resolve()),
        reject: (error) => (done(), reject(error)),
      };
      this.#socket?.send(text);
    });
  }

  #take(incoming: Incoming): void {
    switch (incoming.type) {
      case "event":
        return this.#options.onEvent?.(incoming);
      case "ack":
        return this.#options.onAck?.(incoming.id, incoming.seq);
      case "answer":
        return this.#socket?.send(incoming.text);
      case "refused":
        return this.#refused(incoming.text);
      case "goaway":
        return this.#options.onGoaway?.(incoming.retryMs);
      case "subscribed":
        this.#options.onSubscribed?.(incoming);
        return this.#settle(incoming.type);
      case "welcome":
      case "other":
        return this.#settle(incoming.type);
    }
  }

  #refused(text: string): void {
    const error = new Error(`refused: ${text}`);
    if (this.#waiting) this.#waiting.reject(error);
    else if (this.#options.onRefused) this.#options.onRefused(text);
    else throw error;
  }

  #settle(type: Incoming["type"]): void {
    if (this.#waiting?.type === type) this.#waiting.resolve();
  }

  #ended(code: number): void {
    this.#socket = null;
    this.#waiting?.reject(new Error(`closed with ${code}`));
    this.#options.onEnd?.(code);
  }
}
