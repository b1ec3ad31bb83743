import { z } from "zod";

/** How a fake behaves; set through its control port. By default everything works. */
export const Behaviour = z.strictObject({
  /** Delay before it answers. */
  delayMs: z.number().min(0).max(120_000).default(0),
  /** The share of requests that fail, 0 to 1. */
  failureRate: z.number().min(0).max(1).default(0),
  /** The SMTP or HTTP status of a failure. */
  failureCode: z.number().int().min(400).max(599).default(451),
  /** Every request makes the next one this much slower. */
  slowingMs: z.number().min(0).max(10_000).default(0),
  /** Closes the connection after the whole request and before an answer, so that the outcome is unknown. */
  vanishes: z.boolean().default(false),
  /** Refuses connections, and ends those that are open. */
  offline: z.boolean().default(false),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** @typeParam Schema of a double that can be told more than all of them */
export interface Control<Schema extends typeof Behaviour = typeof Behaviour> {
  now: z.output<Schema>;
  /** Requests since it was started or reset. */
  counts: { connections: number; received: number; accepted: number; refused: number };
  /** The delay of this request. */
  nextDelayMs(): number;
  fails(): boolean;
  set(behaviour: z.input<Schema>): void;
  onChange(listener: () => void): void;
}

export function createControl(): Control;
export function createControl<Schema extends typeof Behaviour>(schema: Schema): Control<Schema>;
export function createControl(schema = Behaviour): Control {
  let slowedMs = 0;
  let changed = () => {};
  const control: Control = {
    now: schema.parse({}),
    counts: { connections: 0, received: 0, accepted: 0, refused: 0 },
    nextDelayMs() {
      slowedMs += control.now.slowingMs;
      return control.now.delayMs + slowedMs;
    },
    fails: () => Math.random() < control.now.failureRate,
    set(behaviour) {
      control.now = schema.parse(behaviour);
      slowedMs = 0;
      changed();
    },
    onChange(listener) {
      changed = listener;
    },
  };
  return control;
}
