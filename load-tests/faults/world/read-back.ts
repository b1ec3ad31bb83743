import type { Event } from "@chorus/contracts/entities/event";
import type { ServerFrameOf } from "@chorus/contracts/frames/server-frame";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import type { SeenEvent, View } from "../checker/history.ts";
import type { Person } from "./person.ts";

const PAGE = 100;
const TIMEOUT_MS = 15_000;

/** A member's conversations once more over a fresh socket: resumed from the beginning, and page by page from the end. */
export async function readBack(gatewayUrl: string, person: Person): Promise<View[]> {
  const client = new TestClient(`${gatewayUrl.replace("http", "ws")}/ws`);
  try {
    return await inTime(person.name, readAll(client, person));
  } finally {
    client.socket.terminate();
  }
}

async function readAll(client: TestClient, person: Person): Promise<View[]> {
  await client.hello(person.member.token);
  const views: View[] = [];
  for (const conversationId of person.conversationIds) {
    const { name: reader, tenantId, audience } = person;
    const shared = { reader, tenantId, audience, conversationId };
    const resumed = await resume(client, conversationId);
    views.push({ ...shared, how: "resumed", events: resumed });
    const headSeq = resumed.at(-1)?.seq ?? 0;
    views.push({ ...shared, how: "history", events: await pageBack(client, conversationId, headSeq + 1) });
  }
  return views;
}

async function resume(client: TestClient, conversationId: string): Promise<SeenEvent[]> {
  const seen: SeenEvent[] = [];
  for (;;) {
    const afterSeq = seen.at(-1)?.seq ?? 0;
    const reply = await client.request({ type: "subscribe", conversationId, afterSeq });
    const { events, hasMore } = expectReply(reply, "subscribed");
    seen.push(...events.map(toSeen));
    if (!hasMore) return seen;
  }
}

async function pageBack(client: TestClient, conversationId: string, fromSeq: number): Promise<SeenEvent[]> {
  let seen: SeenEvent[] = [];
  for (let beforeSeq = fromSeq; beforeSeq > 1;) {
    const reply = await client.request({ type: "history", conversationId, beforeSeq, limit: PAGE });
    const { events, hasMore } = expectReply(reply, "history.page");
    seen = [...events.map(toSeen), ...seen];
    beforeSeq = seen[0]?.seq ?? 1;
    if (!hasMore) break;
  }
  return seen;
}

function expectReply<Type extends "subscribed" | "history.page">(
  reply: { type: string },
  type: Type,
): ServerFrameOf<Type> {
  if (reply.type !== type) throw new Error(`${type} was expected, not ${JSON.stringify(reply)}`);
  return reply as ServerFrameOf<Type>;
}

function toSeen(event: Event): SeenEvent {
  return { seq: event.seq, clientMessageId: "message" in event.data ? event.data.message.clientMessageId : null };
}

async function inTime<Result>(name: string, work: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} could not read back within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
