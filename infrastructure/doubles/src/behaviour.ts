import { z } from "zod";

/** How a stand-in behaves; told through its control port. Everything is well until it is told otherwise. */
export const Behaviour = z.strictObject({
  /** How long it thinks before it answers. */
  delayMs: z.number().min(0).max(120_000).default(0),
  /** The share of requests that fail, 0 to 1. */
  failureRate: z.number().min(0).max(1).default(0),
  /** What a failure is answered with: an SMTP or HTTP status. */
  failureCode: z.number().int().min(400).max(599).default(451),
  /** Every request makes the next one this much slower. */
  slowingMs: z.number().min(0).max(10_000).default(0),
  /** Hangs up when it has everything and before it answers: nobody can know whether it was kept. */
  vanishes: z.boolean().default(false),
  /** Takes no connection at all. */
  offline: z.boolean().default(false),
});
export type Behaviour = z.infer<typeof Behaviour>;

export interface Control {
  now: Behaviour;
  /** What it has seen since it was started or reset. */
  counts: { connections: number; received: number; accepted: number; refused: number };
  /** How long this request has to wait. */
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
