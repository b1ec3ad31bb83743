import { login } from "@chorus/contracts/routes/auth";
import { listConversations } from "@chorus/contracts/routes/conversations";
import { createMessage } from "@chorus/contracts/routes/messages";
import { acceptNext } from "@chorus/contracts/routes/queue";
import type { createWidgetSession } from "@chorus/contracts/routes/widget";
import { expect, expectTypeOf, test } from "vitest";
import { ChorusOffline, ChorusProblem } from "./problem.ts";
import { RestClient, type RestClientOptions } from "./rest-client.ts";
import { routeRef } from "./route-ref.ts";
import { FakeClock } from "./testing/fake-clock.ts";
import { sampleId, sampleMessage } from "./testing/sample-events.ts";
import { microtasks } from "./testing/signed-in-client.ts";

const problem = (status: number, fields: object) =>
  new Response(
    JSON.stringify({ type: "/docs/errors", title: "No", status, detail: "No.", requestId: "r", ...fields }),
    {
      status,
      headers: { "content-type": "application/problem+json", "retry-after": "2" },
    },
  );

function client(answers: (Response | Error)[], options: Partial<RestClientOptions> = {}) {
  const requests: { url: string; init: RequestInit }[] = [];
  const rest = new RestClient({
    baseUrls: { "chat-service": "http://chat.test/" },
    tokens: { token: async () => "t1", renew: async () => "t2" },
    fetch: async (url, init) => {
      requests.push({ url: url instanceof Request ? url.url : url.toString(), init: init ?? {} });
      const answer = answers.shift();
      if (!answer || answer instanceof Error) throw answer ?? new TypeError("no answer left");
      return answer;
    },
    ...options,
  });
  const header = (index: number, name: string) => new Headers(requests[index]?.init.headers).get(name);
  return { rest, requests, header };
}

const hanging: typeof fetch = (_url, init) =>
  new Promise((_resolve, reject) => init?.signal?.addEventListener("abort", () => reject(init.signal?.reason)));

test("fills path, query and body from the route and hands back its answer", async () => {
  const { rest, requests, header } = client([
    Response.json(sampleMessage(1)),
    Response.json({ items: [], nextCursor: null }),
  ]);
  const body = { clientMessageId: sampleId(1), body: "hello" };
  const message = await rest.call(createMessage, { params: { conversationId: sampleId(9) }, body });
  expectTypeOf(message.seq).toEqualTypeOf<number>();
  expect(requests[0]?.url).toBe(`http://chat.test/api/v1/conversations/${sampleId(9)}/messages`);
  expect(requests[0]?.init).toMatchObject({ method: "POST", body: JSON.stringify(body) });
  expect(header(0, "authorization")).toBe("Bearer t1");
  await rest.call(listConversations, { query: { status: "open", assignee: "me", cursor: undefined } });
  expect(requests[1]?.url).toBe("http://chat.test/api/v1/conversations?status=open&assignee=me");
});

test("204 is null, a public route carries no token", async () => {
  const { rest, header } = client([new Response(null, { status: 204 }), Response.json({})]);
  expect(await rest.call(acceptNext)).toBeNull();
  await rest.call(login, { body: { tenant: "acme", email: "a@b.example", password: "secret" } });
  expect(header(1, "authorization")).toBeNull();
});

test("a 401 is tried once more with a new token", async () => {
  const { rest, requests, header } = client([
    problem(401, { code: "token_expired" }),
    new Response(null, { status: 204 }),
  ]);
  await rest.call(acceptNext);
  expect(requests).toHaveLength(2);
  expect(header(1, "authorization")).toBe("Bearer t2");
});

test("a refusal is a ChorusProblem with everything the document says", async () => {
  const { rest } = client([problem(422, { code: "invalid", errors: [{ path: "limit", message: "too big" }] })]);
  const error = await rest.call(listConversations).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ChorusProblem);
  expect(error).toMatchObject({
    code: "invalid",
    status: 422,
    detail: "No.",
    retryable: false,
    retryMs: 2_000,
    errors: [{ path: "limit" }],
  });
});

test("a proxy's error page becomes a problem by its status", async () => {
  const { rest } = client([new Response("<html>", { status: 502 })]);
  await expect(rest.call(acceptNext)).rejects.toMatchObject({ code: "unavailable", retryable: true, status: 502 });
});

test("no network, no answer in time, and giving up are told apart", async () => {
  await expect(client([new TypeError("fetch failed")]).rest.call(acceptNext)).rejects.toMatchObject({
    reason: "network",
  });
  const clock = new FakeClock();
  const late = client([], { fetch: hanging, clock })
    .rest.call(acceptNext)
    .catch((caught: unknown) => caught);
  await microtasks();
  clock.advance(15_000);
  expect(await late).toBeInstanceOf(ChorusOffline);
  expect(await late).toMatchObject({ reason: "timeout" });
  const abort = new AbortController();
  const given = client([], { fetch: hanging }).rest.call(acceptNext, { signal: abort.signal });
  await microtasks();
  abort.abort(new Error("left the page"));
  await expect(given).rejects.toThrow("left the page");
});

test("a route without its schemas is typed by the contract", async () => {
  const create = routeRef<typeof createWidgetSession>({
    service: "chat-service",
    method: "POST",
    path: "/api/v1/widget/sessions",
    access: "public",
  });
  const { rest } = client([Response.json({ deviceToken: "d" })]);
  const session = await rest.call(create, { body: { tenantKey: "k" } });
  expectTypeOf(session.deviceToken).toEqualTypeOf<string>();
  expect(session.deviceToken).toBe("d");
});
