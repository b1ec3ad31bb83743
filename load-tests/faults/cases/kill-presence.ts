import { setTimeout as delay } from "node:timers/promises";
import { waitFor } from "@chorus/kernel/wait";
import { TestClient } from "@chorus/websocket-gateway/testing/test-client";
import type { Fault } from "../fault.ts";

const SEEN_WITHIN_MS = 5_000;
const LEASE_MS = 45_000;
const MARGIN_MS = 5_000;

/** Somebody leaves while nobody counts who is here: within a lease everybody must know. */
export const killPresence: Fault = {
  name: "presence-kill",
  title: "presence-service: kill -9, somebody leaves meanwhile",
  async run({ cluster: { presence, links }, crowd }) {
    const tenant = crowd.tenants[0];
    if (!tenant) throw new Error("nobody could leave");
    const leaver = await tenant.customer("Leaver");
    const agents = crowd.people.filter((person) => person.tenantId === tenant.tenantId && person.audience === "agents");
    for (const { chat } of agents) chat.openConversation(leaver.conversationId);
    const doAllSee = (status: string, timeoutMs: number) =>
      waitFor(
        () => agents.every(({ chat }) => (chat.presence.getSnapshot().get(leaver.id)?.status ?? "offline") === status),
        { timeoutMs },
      );
    const socket = new TestClient(`${links.people.url.replace("http", "ws")}/ws`);
    await socket.hello(leaver.token);
    const complaints = (await doAllSee("online", SEEN_WITHIN_MS)) ? [] : ["nobody saw that somebody came"];
    presence.kill("SIGKILL");
    await presence.ended();
    socket.socket.terminate();
    await delay(2_000);
    await presence.start();
    if (!(await doAllSee("offline", LEASE_MS + MARGIN_MS))) complaints.push("who left is still shown after a lease");
    for (const { chat } of agents) chat.closeConversation(leaver.conversationId);
    return complaints;
  },
};
