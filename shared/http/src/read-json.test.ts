import { AppError } from "@chorus/kernel/app-error";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { readJson } from "./read-json.ts";

const app = new Hono();
app.post("/", async (http) => http.json(await readJson(http, 100)));
app.onError((error, http) => http.text(error instanceof AppError ? error.code : String(error), 400));

async function post(body: string | ReadableStream<Uint8Array>): Promise<string> {
  const headers = { "content-type": "application/json" };
  const request: RequestInit & { duplex: "half" } = { method: "POST", headers, body, duplex: "half" };
  const answer = await app.request("/", request);
  return answer.text();
}

test("reads what is small enough, whether it says how long it is or not", async () => {
  expect(await post('{"a":1}')).toBe('{"a":1}');
  expect(await post(new Blob(['{"a":1}']).stream())).toBe('{"a":1}');
  expect(await post(new Blob([JSON.stringify("x".repeat(100))]).stream())).toBe("payload_too_large");
});

test("a body that breaks off is its sender's", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(new TextEncoder().encode('{"a":'));
      controller.error(new Error("aborted"));
    },
  });
  expect(await post(broken)).toBe("bad_request");
});
