import type { Options, RampingVUsScenario } from "k6/options";

/** A conversation is one virtual user: a customer's socket, an agent's socket, and what they say to each other. */
interface Profile {
  scenario: Omit<RampingVUsScenario, "exec">;
  /** The most conversations at once: so many agents' seats are made before. */
  peak: number;
  /** What each of the two says in one conversation. */
  messages: number;
  pauseSeconds: number;
}

const ramp = (startVUs: number, ...stages: [duration: string, target: number][]) => ({
  executor: "ramping-vus" as const,
  startVUs,
  stages: stages.map(([duration, target]) => ({ duration, target })),
  // A conversation is ended in peace.
  gracefulRampDown: "30s",
  gracefulStop: "30s",
});

/** The six kinds of load test that k6's own documentation names. Sized for two cores that also run k6. */
export const PROFILES = {
  /** Does it work at all? */
  smoke: { scenario: ramp(2, ["20s", 2]), peak: 2, messages: 5, pauseSeconds: 0.5 },
  /** An ordinary day. */
  average: { scenario: ramp(0, ["20s", 50], ["2m", 50], ["10s", 0]), peak: 50, messages: 10, pauseSeconds: 1 },
  /** A busy day: twice and four times as much. */
  stress: {
    scenario: ramp(0, ["30s", 100], ["2m", 100], ["30s", 200], ["2m", 200], ["20s", 0]),
    peak: 200,
    messages: 10,
    pauseSeconds: 1,
  },
  /** Everybody at once, and away again. */
  spike: {
    scenario: ramp(10, ["10s", 10], ["5s", 300], ["30s", 300], ["5s", 10], ["30s", 10], ["5s", 0]),
    peak: 300,
    messages: 6,
    pauseSeconds: 1,
  },
  /** Does anything pile up over an hour? */
  soak: { scenario: ramp(0, ["1m", 40], ["58m", 40], ["1m", 0]), peak: 40, messages: 20, pauseSeconds: 3 },
  /** More and more until a threshold breaks, which ends the run. */
  breakpoint: { scenario: ramp(0, ["10m", 800]), peak: 800, messages: 10, pauseSeconds: 1 },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;

/** The service levels (README). In a breakpoint test the first one broken ends the run: that is its result. */
export function optionsOf(name: ProfileName): Options {
  const endsRun = name === "breakpoint" ? { abortOnFail: true, delayAbortEval: "20s" } : {};
  const level = (threshold: string) => [{ threshold, ...endsRun }];
  return {
    scenarios: { [name]: { ...PROFILES[name].scenario, exec: "talk" } },
    thresholds: {
      chorus_ack_ms: [...level("p(95)<200"), ...level("p(99)<500")],
      chorus_delivery_ms: [...level("p(95)<250"), ...level("p(99)<600")],
      chorus_gaps: level("count==0"),
      chorus_duplicates: level("count==0"),
      chorus_acknowledged: level("rate==1"),
      chorus_resumed: level("rate==1"),
      http_req_failed: level("rate<0.01"),
      ws_connecting: level("p(95)<500"),
      checks: level("rate>0.99"),
    },
    // The tenant is made and removed by the run itself.
    setupTimeout: "120s",
    teardownTimeout: "120s",
    summaryTrendStats: ["avg", "min", "med", "p(95)", "p(99)", "max"],
  };
}
