/** What every service is, from outside: the same five verbs. */
export interface Service {
  readonly name: string;
  /** Connects, listens; resolves when requests are answered. */
  start(): Promise<void>;
  /** Can it do its work right now? Each dependency: `ok`, or what is wrong. */
  ready(): Promise<Record<string, string>>;
  /** Stops taking work and finishes what is in flight, within `deadlineMs`. */
  drain(deadlineMs: number): Promise<void>;
  /** Lets go of everything; safe after a failed `start`. */
  [Symbol.asyncDispose](): Promise<void>;
}
