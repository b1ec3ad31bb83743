import type { Summary } from "@chorus/contracts/entities/summary";
import type { Summaries } from "./harness.ts";

export type Talk = Awaited<ReturnType<Summaries["talk"]>>;

/** A conversation of a tenant that has chosen the model. */
export async function talkWith(all: Summaries, change: object = {}): Promise<Talk> {
  const talk = await all.talk();
  const { status } = await all.request("PATCH", "/api/v1/summary-settings", talk.agent, {
    provider: "openai",
    ...change,
  });
  if (status !== 200) throw new Error(`the model cannot be chosen: ${status}`);
  return talk;
}

export function askIn(all: Summaries, { agent, conversationId }: Talk) {
  return all.request("POST", `/api/v1/conversations/${conversationId}/summaries`, agent, { type: "brief" });
}

/** The brief, once it knows all messages. */
export async function summariseIn(all: Summaries, talk: Talk): Promise<Summary> {
  await askIn(all, talk);
  return all.summary(talk.agent, talk.conversationId, "brief", ({ stale }) => !stale);
}

export function textOf(summary: Summary): string {
  return summary.sections.flatMap(({ statements }) => statements.map(({ text }) => text)).join(" ");
}

/** Of the customer's first message in a prompt. */
export function firstSeq(prompt: string): number {
  return Number(/"seq":(\d+),"role":"customer"/.exec(prompt)?.[1] ?? 0);
}
