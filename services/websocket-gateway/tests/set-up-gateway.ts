import { testRedisUrl } from "@chorus/testing/test-redis";
import { afterAll } from "vitest";
import type { WebsocketGateway } from "../src/service.ts";
import { startHarness, type Harness } from "../src/testing/gateway-harness.ts";

/** For a test file, awaited before its tests: one gateway with a double of chat-service, ended after them. */
export async function setUpGateway(): Promise<{ harness: Harness; gateway: WebsocketGateway }> {
  const harness = await startHarness(testRedisUrl());
  afterAll(() => harness[Symbol.asyncDispose]());
  return { harness, gateway: await harness.gateway() };
}

export async function closeCode(client: { closed: Promise<{ code: number }> }): Promise<number> {
  return (await client.closed).code;
}
