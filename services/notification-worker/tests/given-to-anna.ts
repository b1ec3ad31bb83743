import { until } from "@chorus/testing/until";
import type { Notifications } from "./harness.ts";

export const inAppOf = async (all: Notifications, token: string) =>
  (await all.get("/api/v1/notifications", token)).body;

/** Anna has been given a conversation, and was told of it in the desk. */
export async function givenToAnna(all: Notifications) {
  const talk = await all.talk();
  const anna = await all.chat.person(talk.tenant, "agent", "Anna");
  await all.chat.request("POST", `/api/v1/conversations/${talk.conversationId}/assign`, {
    token: talk.tenant.owner.token,
    body: { agentId: anna.id },
  });
  await until(async () => (await inAppOf(all, anna.token)).unseen === 1);
  return { ...talk, anna };
}
