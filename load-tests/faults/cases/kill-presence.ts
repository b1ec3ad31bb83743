import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/local/wait";
import type { Fault, Scene } from "../fault.ts";

const LEASE_MS = 45_000;
const MARGIN_MS = 5_000;

/** Somebody leaves while nobody counts who is here: within a lease everybody must know. */
export const killPresence: Fault = {
  name: "presence-kill",
  title: "presence-service: kill -9, somebody leaves meanwhile",
  async run({ cluster: { presence }, crowd }) {
    presence.kill("SIGKILL");
    await presence.ended();
    const leaver = crowd.people.find((person) => person.audience === "customers");
    if (!leaver) throw new Error("nobody could leave");
    leaver.chat.stop();
    await delay(2_000);
    await presence.start();
    const isKnown = () =>
      agentsOf(crowd, leaver.tenantId).every((agent) => statusOf(agent, leaver.member.id) === "offline");
    const isGone = await waitFor(isKnown, { timeoutMs: LEASE_MS + MARGIN_MS });
    leaver.chat.start();
    for (const id of leaver.conversationIds) leaver.chat.openConversation(id);
    return isGone ? [] : [`${leaver.name} is still shown as here after a lease`];
  },
};

type People = Scene["crowd"]["people"];

function agentsOf({ people }: { people: People }, tenantId: string): People {
  return people.filter((person) => person.tenantId === tenantId && person.audience === "agents");
}

function statusOf(person: People[number], userId: string): string {
  return person.chat.presence.getSnapshot().get(userId)?.status ?? "offline";
}
