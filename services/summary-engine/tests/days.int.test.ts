import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startSummaries, type Summaries } from "./harness.ts";

vi.setConfig({ testTimeout: 180_000, hookTimeout: 120_000 });

let all: Summaries;
beforeAll(async () => {
  all = await startSummaries(13);
});
afterAll(() => all[Symbol.asyncDispose]());

// The first is a day or two ahead of the last, whatever the hour.
test.each(["Pacific/Kiritimati", "UTC", "Pacific/Pago_Pago"])(
  "tomorrow is the day after the tenant's today: %s",
  async (timeZone) => {
    const { tenant, conversationId, agent } = await all.talk();
    const businessHours = { timeZone, spans: [{ day: 1, from: "09:00", to: "17:00" }] };
    const patched = await all.chat.request("PATCH", "/api/v1/tenant", {
      token: tenant.owner.token,
      body: { businessHours },
    });
    expect(patched.status).toBe(200);
    const sent = await all.chat.send(agent, conversationId, "We will call you tomorrow about the order SO-48213.");
    const saidAt = Date.parse(sent.body.createdAt);
    await all.chat.request("POST", `/api/v1/conversations/${conversationId}/close`, { token: agent });
    const actions = await all.summary(agent, conversationId, "actions");
    const texts = actions.sections.flatMap(({ statements }) => statements.map(({ text }) => text));
    const tomorrow = new Intl.DateTimeFormat("sv-SE", { timeZone }).format(saidAt + 86_400_000);
    expect(texts).toContain(`We will call you tomorrow about the order SO-48213. (${tomorrow})`);
  },
);
