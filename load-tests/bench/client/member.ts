import type { Dialect, Incoming, ResumePoint } from "./dialect.ts";
import { RawSocket } from "./raw-socket.ts";

export interface MemberOptions {
  port: number;
  dialect: Dialect;
  token: string;
  conversationId: string;
  onEvent?: (event: { seq: number; mark: number }) => void;
  onAck?: (id: string) => void;
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
        return this.#options.onAck?.(incoming.id);
      case "answer":
        return this.#socket?.send(incoming.text);
      case "refused":
        if (!this.#waiting) throw new Error(`refused: ${incoming.text}`);
        return this.#waiting.reject(new Error(`refused: ${incoming.text}`));
      case "welcome":
      case "subscribed":
      case "other":
        if (this.#waiting?.type === incoming.type) this.#waiting.resolve();
    }
  }

  #ended(code: number): void {
    this.#socket = null;
    this.#waiting?.reject(new Error(`closed with ${code}`));
    this.#options.onEnd?.(code);
  }
}
