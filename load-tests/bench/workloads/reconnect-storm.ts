import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import type { CustomerAtHome } from "@chorus/websocket-gateway/testing/tenant";
import { chorusDialect } from "../client/chorus-dialect.ts";
import { Member } from "../client/member.ts";
import { startPlatform } from "../world/platform.ts";
import { latencyOf } from "../statistics.ts";
import { withEach } from "./crowd.ts";
import { Follower } from "./follower.ts";
import { markedBody } from "./send-at-rate.ts";
import type { Workload } from "./workload.ts";

const CONVERSATIONS = 100;
const CONNECTIONS_EACH = 100;
const CONNECTIONS = CONVERSATIONS * CONNECTIONS_EACH;
/** Over all conversations, each of whose messages goes to a hundred. */
const SENDS_PER_SECOND = 20;
/** Full jitter, as clients do it: base and most of the protocol. */
const BACKOFF_BASE_MS = 500;
const BACKOFF_MAX_MS = 20_000;
const GOAL_MS = 10_000;
const RESUMED_WITHIN_MS = 60_000;
const CAUGHT_UP_WITHIN_MS = 20_000;
const BEFORE_MS = 2_000;

interface Ending {
  name: string;
  title: string;
  signal: "SIGKILL" | "SIGTERM";
}

const ENDINGS: readonly Ending[] = [
  { name: "storm-kill", title: "Reconnect storm after kill -9", signal: "SIGKILL" },
  { name: "storm-drain", title: "Reconnect storm after SIGTERM", signal: "SIGTERM" },
];

/** Everybody of one gateway has to go to another one, with the whole platform on this machine and people who go on writing. */
export const reconnectStorms: readonly Workload[] = ENDINGS.map(({ name, title, signal }) => ({
  name,
  title,
  how:
    `The whole platform: ${CONNECTIONS.toLocaleString("en")} connections in ${CONVERSATIONS} conversations on one of two gateways, which gets ${signal}; ` +
    `${SENDS_PER_SECOND} sends a second go on through the other one. Clients come back with full jitter or when they were told to, and resume. ` +
    "Everything, the clients too, shares the two cores.",
  columns: [
    { metric: "resumedP99Ms", title: "p99 ms until resumed", digits: 0 },
    { metric: "resumedMaxMs", title: "last one ms", digits: 0 },
    { metric: "withinGoal", title: `resumed within ${GOAL_MS / 1_000} s`, digits: 0 },
    { metric: "notResumed", title: "not back after 80 s", digits: 0 },
    { metric: "offlineP99Ms", title: "p99 ms without a connection", digits: 0 },
    { metric: "offlineMaxMs", title: "longest", digits: 0 },
    { metric: "lost", title: "events lost", digits: 0 },
    { metric: "repeated", title: "repeated", digits: 0 },
    { metric: "refusals", title: "resumes told to come later", digits: 0 },
    { metric: "refusedSends", title: "sends told so", digits: 0 },
  ],
  rounds: { whole: 5, quick: signal === "SIGKILL" ? 1 : 0 },
  isPinned: false,
  contestants: (contestant) => contestant.name === "chorus",
  async run() {
    await using platform = await startPlatform(2);
    const customers = await platform.customers(CONVERSATIONS);
    const [from, to] = platform.gateways;
    if (!from || !to) throw new Error("there are not two gateways");
    const clients = customers.flatMap((customer) =>
      Array.from({ length: CONNECTIONS_EACH }, () => new StormClient(customer, [from.port, to.port])),
    );
    await withEach(clients, (client) => client.begin());
    await using senders = await startSenders(customers, to.port);
    await delay(BEFORE_MS);

    const startMs = performance.now();
    from.kill(signal);
    await waitFor(() => clients.every((client) => client.resumedAtMs !== null), {
      timeoutMs: RESUMED_WITHIN_MS,
      intervalMs: 50,
    });
    await senders[Symbol.asyncDispose]();
    const hasAll = () =>
      clients.every(({ follower, customer }) => follower.lastSeq >= (senders.heads.get(customer.conversationId) ?? 0));
    await waitFor(hasAll, { timeoutMs: CAUGHT_UP_WITHIN_MS, intervalMs: 50 });

    const resumed = clients.flatMap(({ resumedAtMs }) => (resumedAtMs === null ? [] : [resumedAtMs - startMs]));
    const offline = clients.flatMap(({ offlineMs }) => (offlineMs === null ? [] : [offlineMs]));
    // Who has not come back yet has lost nothing: they are counted apart.
    const missing = clients
      .filter(({ resumedAtMs }) => resumedAtMs !== null)
      .map(({ follower, customer }) =>
        Math.max(0, (senders.heads.get(customer.conversationId) ?? 0) - follower.lastSeq),
      );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    for (const client of clients) client.end();
    return {
      resumedP99Ms: latencyOf(resumed).p99Ms,
      resumedMaxMs: Math.max(...resumed),
      withinGoal: resumed.filter((ms) => ms <= GOAL_MS).length,
      offlineP99Ms: latencyOf(offline).p99Ms,
      offlineMaxMs: Math.max(...offline),
      lost: sum(missing) + sum(clients.map(({ follower }) => follower.holes)),
      repeated: sum(clients.map(({ follower }) => follower.repeated)),
      refusals: sum(clients.map((client) => client.refusals)),
      refusedSends: senders.refused(),
      notResumed: CONNECTIONS - resumed.length,
      events: sum([...senders.heads.values()]),
    };
  },
}));

/** A client as ours behave: it comes back by itself, later after each failure, and knows where it was. */
class StormClient {
  readonly customer: CustomerAtHome;
  readonly follower: Follower;
  resumedAtMs: number | null = null;
  refusals = 0;
  #giveUp: (error: Error) => void = () => undefined;
  #lostAtMs: number | null = null;
  #hasEnded = false;
  #leaving: NodeJS.Timeout | undefined;

  readonly #to: number;

  constructor(customer: CustomerAtHome, [from, to]: readonly [number, number]) {
    this.customer = customer;
    this.#to = to;
    this.follower = new Follower({
      port: from,
      dialect: chorusDialect(),
      token: customer.token,
      conversationId: customer.conversationId,
      onGoaway: (retryMs) => (this.#leaving = setTimeout(() => this.#leave(), retryMs)),
      onEnd: () => this.#lost(),
      onRefused: (text) => {
        this.refusals += 1;
        this.#giveUp(new Error(text));
      },
    });
  }

  get offlineMs(): number | null {
    return this.resumedAtMs === null || this.#lostAtMs === null ? null : this.resumedAtMs - this.#lostAtMs;
  }

  async begin(): Promise<void> {
    await this.follower.member.connect();
    await this.follower.member.join();
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#leaving);
    this.follower.member.reset();
  }

  #leave(): void {
    if (this.#lostAtMs !== null) return;
    this.follower.member.reset();
    this.#lostAtMs = performance.now();
    void this.#comeBack(0);
  }

  /** Only the first time: whoever is coming back already hears of a failed attempt by its error. */
  #lost(): void {
    if (this.#hasEnded || this.#lostAtMs !== null) return;
    this.#lostAtMs = performance.now();
    void this.#comeBack(1);
  }

  async #comeBack(failures: number): Promise<void> {
    this.follower.member.moveTo(this.#to);
    for (let attempt = failures; !this.#hasEnded; attempt += 1) {
      // Who was told when to leave need not wait again.
      if (attempt > 0) await delay(Math.random() * Math.min(BACKOFF_MAX_MS, BACKOFF_BASE_MS * 2 ** (attempt - 1)));
      try {
        const subscribed = this.follower.nextSubscribed();
        const refused = new Promise<never>((_resolve, reject) => (this.#giveUp = reject));
        const resume = { conversationId: this.customer.conversationId, lastSeq: this.follower.lastSeq };
        await this.follower.member.connect(resume);
        this.resumedAtMs = await Promise.race([subscribed, refused]);
        return;
      } catch {
        // Refused, or cut off: again, later.
        this.follower.member.reset();
      }
    }
  }
}

interface Senders extends AsyncDisposable {
  /** Sends that were told to come later, as chat-service had too much to do. */
  refused(): number;
  /** What was acknowledged last, by conversation. */
  readonly heads: ReadonlyMap<string, number>;
}

/** One more connection for each conversation, on the gateway that stays. */
async function startSenders(customers: readonly CustomerAtHome[], port: number): Promise<Senders> {
  const heads = new Map<string, number>();
  let waiting = 0;
  let refused = 0;
  const senders = customers.map(
    ({ token, conversationId }) =>
      new Member({
        port,
        dialect: chorusDialect(),
        token,
        conversationId,
        onRefused: () => {
          waiting -= 1;
          refused += 1;
        },
        onAck: (_id, seq) => {
          waiting -= 1;
          heads.set(conversationId, Math.max(seq, heads.get(conversationId) ?? 0));
        },
      }),
  );
  await withEach(senders, (sender) => sender.connect());
  let number = 0;
  const timer = setInterval(() => {
    number += 1;
    waiting += 1;
    senders[number % senders.length]?.send(randomUUID(), markedBody(number));
  }, 1_000 / SENDS_PER_SECOND);
  return {
    heads,
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await waitFor(() => waiting === 0, { timeoutMs: CAUGHT_UP_WITHIN_MS, intervalMs: 20 });
    },
  };
}
