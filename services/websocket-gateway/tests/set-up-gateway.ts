import "@chorus/testing/provided";
import { afterAll, inject } from "vitest";
import type { WebsocketGateway } from "../src/service.ts";
import { startHarness, type Harness } from "../src/testing/gateway-harness.ts";

/** For a test file, awaited before its tests: one gateway with a double of chat-service, ended after them. */
export async function setUpGateway(): Promise<{ harness: Harness; gateway: WebsocketGateway }> {
  const harness = await startHarness(inject("chorusServers").redisUrl);
  afterAll(() => harness[Symbol.asyncDispose]());
  return { harness, gateway: await harness.gateway() };
}

export async function closeCode(client: { closed: Promise<{ code: number }> }): Promise<number> {
  return (await client.closed).code;
}
