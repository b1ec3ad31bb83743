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

export interface Control {
  now: Behaviour;
  /** Requests since it was started or reset. */
  counts: { connections: number; received: number; accepted: number; refused: number };
  /** The delay of this request. */
  nextDelayMs(): number;
  fails(): boolean;
  set(behaviour: z.input<typeof Behaviour>): void;
  onChange(listener: () => void): void;
}

export function createControl(random: () => number = Math.random): Control {
  let slowedMs = 0;
  let changed = () => {};
  const control: Control = {
    now: Behaviour.parse({}),
    counts: { connections: 0, received: 0, accepted: 0, refused: 0 },
    nextDelayMs() {
      slowedMs += control.now.slowingMs;
      return control.now.delayMs + slowedMs;
    },
    fails: () => random() < control.now.failureRate,
    set(behaviour) {
      control.now = Behaviour.parse(behaviour);
      slowedMs = 0;
      changed();
    },
    onChange(listener) {
      changed = listener;
    },
  };
  return control;
}
