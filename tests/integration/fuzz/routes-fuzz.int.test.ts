import "@chorus/testing/provided";
import { Problem } from "@chorus/contracts/errors";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startWorld, type FuzzTenant, type World } from "./fuzz-world.ts";
import { requestsOf, type FuzzRequest } from "./requests.ts";

/** For a long search: `CHORUS_FUZZ_RUNS=100000 CHORUS_FUZZ_SEED=7 npx vitest run tests/integration/fuzz`. */
const { CHORUS_FUZZ_RUNS, CHORUS_FUZZ_SEED } = process.env;
const RUNS = Number(CHORUS_FUZZ_RUNS ?? 3_000);
const SEED = Number(CHORUS_FUZZ_SEED ?? 14);

/** Requests change passwords, end sessions and erase people: then come a new tenant and the next part. */
const PER_TENANT = 4;
const AT_ONCE = 8;

/** After them many callers are nobody any more: they come last in each round. */
const ENDS_SESSIONS =
  /^(customers\.(erase|ban)|users\.(patch|revoke_session)|auth\.(logout|password\.reset)|widget\.sessions\.end|api_keys\.revoke)$/;

let world: World;
beforeAll(async () => {
  world = await startWorld({
    CHAT_NEW_VISITORS_PER_HOUR: "1000000000",
    // The handlers are to be tried, not the limits in front of them.
    WRITES_PER_PERSON: "1000000",
    WRITES_PER_COMPANY: "1000000",
    WRITES_PER_NETWORK: "1000000",
    WRITES_PER_CUSTOMER_NETWORK: "1000000",
    HTTP_CONNECTIONS_PER_NETWORK: "10000",
  });
});
afterAll(() => world[Symbol.asyncDispose]());

interface Finding {
  request: FuzzRequest;
  status: number;
  text: string;
}

test(
  `${RUNS} requests around the contracts of all routes: no 5xx, and every refusal is a problem document`,
  async () => {
    const findings: Finding[] = [];
    const answered = new Map<string, number[]>();
    const rounds = Math.ceil(RUNS / world.routes.length / PER_TENANT);
    for (let round = 0; round < rounds; round += 1) {
      const tenant = await world.createTestTenant();
      const requests = world.routes.flatMap((route, at) =>
        fc.sample(requestsOf(route, tenant.known), { seed: SEED + round * 1_000 + at, numRuns: PER_TENANT }),
      );
      const isLast = ({ route }: FuzzRequest) => ENDS_SESSIONS.test(route.id);
      const order = shuffled(requests, SEED + round);
      const trySending = async (request: FuzzRequest) => {
        const answer = await send(tenant, request);
        answered.set(request.route.id, [...(answered.get(request.route.id) ?? []), answer.status]);
        if (answer.status >= 500 || !isProblemOrGood(answer)) findings.push({ request, ...answer });
      };
      await inParallel(
        order.filter((request) => !isLast(request)),
        trySending,
      );
      await inParallel(order.filter(isLast), trySending);
    }
    expect(findings.map(shown)).toEqual([]);
    // The doors and the limits must not be all that was tried.
    const unreached = [...answered].filter(([, all]) => all.every((status) => [401, 403, 429].includes(status)));
    expect(unreached.map(([id]) => id)).toEqual([]);
    const statuses = [...answered.values()].flat();
    expect(statuses.filter((status) => status < 300).length / statuses.length).toBeGreaterThan(0.2);
  },
  60_000 + RUNS * 100,
);

async function send(tenant: FuzzTenant, { route, caller, path, body, headers }: FuzzRequest) {
  const token =
    caller === "nobody"
      ? undefined
      : caller === "broken"
        ? "a.b.c"
        : caller === "service"
          ? await world.serviceToken(route.service)
          : tenant.tokens[caller];
  const response = await fetch(world.urlOf(route) + path, {
    method: route.method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(route.id === "auth.refresh" ? { cookie: tenant.cookie } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : Buffer.from(body) }),
  });
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("text/event-stream")) {
    await response.body?.cancel();
    return { status: response.status, type, text: "" };
  }
  return { status: response.status, type, text: await response.text() };
}

function isProblemOrGood({ status, type, text }: { status: number; type: string; text: string }): boolean {
  if (status < 400) return true;
  return type === "application/problem+json" && Problem.safeParse(JSON.parse(text)).success;
}

function shown({ request, status, text }: Finding): string {
  const { route, caller, path, body, headers } = request;
  const sent = typeof body === "string" ? body : body && `bytes ${Buffer.from(body).toString("hex")}`;
  return `${status} ${route.id} as ${caller}: ${path.slice(0, 300)} ${sent?.slice(0, 600) ?? ""} ${JSON.stringify(headers).slice(0, 200)} → ${text.slice(0, 300)}`;
}

async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const [order = []] = fc.sample(fc.shuffledSubarray([...items.keys()], { minLength: items.length }), {
    seed,
    numRuns: 1,
  });
  return order.map((at) => items[at] as Item);
}
