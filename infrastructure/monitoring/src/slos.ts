import { ACK_PROMISE } from "@chorus/contracts/latency";

/** A promise about the platform, as a share of what goes well over 30 days. */
export interface Slo {
  /** Of its recording rules: `slo:<id>:errors_ratio:rate5m`. */
  id: string;
  /** Of its alert and its runbook. */
  alert: string;
  promise: string;
  /** The share that must go well: 0.999. */
  objective: number;
  /** What counts, and what of it went wrong, as rates over a window (`5m`). */
  total: (window: string) => string;
  bad: (window: string) => string;
}

const rate = (series: string) => (window: string) => `sum(rate(${series}[${window}]))`;

/** One difference of two sums, for histograms: all but what was quick enough. */
const slower = (histogram: string, le: string, labels = "") => {
  const inside = labels === "" ? "" : `${labels},`;
  const count = labels === "" ? "" : `{${labels}}`;
  return {
    total: rate(`${histogram}_count${count}`),
    bad: (window: string) =>
      `(${rate(`${histogram}_count${count}`)(window)} - ${rate(`${histogram}_bucket{${inside}le="${le}"}`)(window)})`,
  };
};

/** All promises. The alerts in `rules/slos.yml`, the page `docs/operations/slos.md` and a dashboard come from here. */
export const SLOS: readonly Slo[] = [
  {
    ...{ id: "send", alert: "SendsFailing", objective: 0.999 },
    promise: "Of all messages that are sent, 99.9 % are answered with something else than a failure of ours",
    total: rate('chorus_gateway_frame_seconds_count{type="message.send"}'),
    bad: rate('chorus_gateway_frame_errors_total{type="message.send",code=~"internal|unavailable"}'),
  },
  {
    ...{ id: "ack", alert: "AcksSlow", objective: ACK_PROMISE.share },
    promise: `Of all messages that are sent, ${ACK_PROMISE.share * 100} % are stored and acknowledged within ${ACK_PROMISE.withinMs} ms`,
    ...slower("chorus_gateway_ack_seconds", String(ACK_PROMISE.withinMs / 1_000)),
  },
  {
    ...{ id: "http", alert: "RequestsFailing", objective: 0.999 },
    promise: "Of all requests over HTTP and between services, 99.9 % are answered without a failure of ours (5xx)",
    total: rate("chorus_http_request_duration_seconds_count"),
    bad: rate('chorus_http_request_duration_seconds_count{status=~"5.."}'),
  },
  {
    ...{ id: "mail", alert: "MailLate", objective: 0.99 },
    promise:
      "Of all mails, 99 % are with the mail server within 30 s of the decision to send them, which is 90 s after the message",
    ...slower("chorus_notification_delay_seconds", "30", 'channel="email"'),
  },
];

/**
 * Windows of the alerts (Google's SRE workbook, chapter 5): the error budget of 30 days burns `factor` times too fast, over a
 * long window for significance and a short one so that the alert ends soon after its cause.
 */
export const BURNS = [
  { factor: 14.4, long: "1h", short: "5m", for: "2m", severity: "page" },
  { factor: 6, long: "6h", short: "30m", for: "15m", severity: "page" },
  { factor: 1, long: "3d", short: "6h", for: "1h", severity: "ticket" },
] as const;

const WINDOWS = [...new Set(BURNS.flatMap(({ long, short }) => [short, long]))];

/** `rules/slos.yml`. */
export function renderSloRules(): string {
  const recorded = SLOS.flatMap(({ id, bad, total }) =>
    WINDOWS.map((window) =>
      rule({ record: ratioOf(id, window), expr: `(${bad(window)} or vector(0)) / ${total(window)}` }),
    ),
  );
  const alerts = SLOS.flatMap((slo) => BURNS.map((burn) => rule(burnAlert(slo, burn))));
  return [
    "# Made by `make generate` from src/slos.ts.",
    "groups:",
    ...["  - name: slo-ratios", "    rules:", ...recorded, "  - name: slo-burns", "    rules:", ...alerts],
    "",
  ].join("\n");
}

export function ratioOf(id: string, window: string): string {
  return `slo:${id}:errors_ratio:rate${window}`;
}

function burnAlert({ id, alert, promise, objective }: Slo, burn: (typeof BURNS)[number]) {
  const limit = Number((burn.factor * (1 - objective)).toPrecision(4));
  return {
    alert,
    expr: `${ratioOf(id, burn.long)} > ${limit} and ${ratioOf(id, burn.short)} > ${limit}`,
    for: burn.for,
    labels: { severity: burn.severity, window: burn.long },
    annotations: {
      summary: `Not kept: ${promise}. The budget of 30 days burns ${burn.factor} times too fast.`,
      runbook: runbookOf(alert),
    },
  };
}

/** `DeliveryGap` → `docs/operations/runbooks/delivery-gap.md` */
export function runbookOf(alert: string): string {
  return `docs/operations/runbooks/${alert.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase()}.md`;
}

type Value = string | Readonly<Record<string, string>>;

/** JSON strings are YAML, too. */
function rule(fields: Readonly<Record<string, Value>>): string {
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === "string"
      ? [`${name}: ${JSON.stringify(value)}`]
      : [`${name}:`, ...Object.entries(value).map(([key, inner]) => `  ${key}: ${JSON.stringify(inner)}`)],
  );
  return lines.map((line, index) => `${index === 0 ? "      - " : "        "}${line}`).join("\n");
}
