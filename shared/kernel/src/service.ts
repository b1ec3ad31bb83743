/** The lifecycle that all services have. */
export interface Service {
  readonly name: string;
  /** Connects, listens; resolves when requests are answered. */
  start(): Promise<void>;
  /** The state of each dependency: `ok`, or what is wrong. */
  ready(): Promise<Record<string, string>>;
  /** Stops taking work and finishes what is in flight, within `deadlineMs`. */
  drain(deadlineMs: number): Promise<void>;
  /** Releases all resources; safe after a failed `start`. */
  [Symbol.asyncDispose](): Promise<void>;
}
