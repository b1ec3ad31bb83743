import "@chorus/testing/provided";
import type { SummaryStreamEvent } from "@chorus/contracts/routes/summaries";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { linesAfter } from "../src/pipeline/before.ts";
import { Draft } from "../src/drafts/draft.ts";
import { answerOf } from "@chorus/doubles/model/answers";
import { type ModelDouble, startModelDouble } from "@chorus/doubles/model/model-double";
import { startSummaries, type Summaries } from "./harness.ts";
import { askIn, firstSeq, summariseIn, type Talk, talkWith, textOf } from "./talk-with-model.ts";

let all: Summaries;
let model: ModelDouble;
beforeAll(async () => {
  model = await startModelDouble("openai");
  all = await startSummaries(15, { SUMMARY_OPENAI_URL: model.url, SUMMARY_DEADLINE_MS: "60000" });
});
afterAll(async () => {
  await all[Symbol.asyncDispose]();
  await model[Symbol.asyncDispose]();
});
beforeEach(() => {
  model.prompts.length = 0;
  for (const { breaker } of all.engine.context.remote) breaker.succeeded();
});

const talkWithModel = () => talkWith(all);
const ask = (talk: Talk) => askIn(all, talk);
const summarise = (talk: Talk) => summariseIn(all, talk);

/** The events of a stream, one after the other; null when it has ended. */
async function watch(token: string, conversationId: string) {
  const path = `/api/v1/conversations/${conversationId}/summaries/stream`;
  const response = await fetch(all.engine.url + path, { headers: { authorization: `Bearer ${token}` } });
  expect(response.headers.get("content-type")).toBe("text/event-stream");
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    async next(): Promise<SummaryStreamEvent | null> {
      for (;;) {
        const [event, rest] = text.split(/\n\n(.*)/s);
        if (rest !== undefined && event !== undefined) {
          text = rest;
          if (event.startsWith("data: ")) return JSON.parse(event.slice("data: ".length));
          continue;
        }
        const { value, done } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
    [Symbol.asyncDispose]: () => reader.cancel(),
  };
}

describe("while a model writes", () => {
  const briefText = "Cara has headphones that crackle, order SO-48213.";
  /** More than one statement, so that the first is complete while the second is being written. */
  const long = (prompt: string) =>
    JSON.stringify({
      ...answerOf(briefText, firstSeq(prompt)),
      handover: {
        intent: [
          { text: "The manager has approved 5000 EUR.", cites: [firstSeq(prompt)] },
          {
            text: "Something that takes quite a while to be written down, letter by letter.",
            cites: [firstSeq(prompt)],
          },
        ],
      },
    });

  test("whoever asked reads each statement as it comes, once its sources bear it out, and then what was stored", async () => {
    let go: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => {
      go = resolve;
    });
    model.behave({ do: "pause", text: long, go: waiting });
    const talk = await talkWithModel();
    await using stream = await watch(talk.agent, talk.conversationId);
    expect(await stream.next()).toEqual({ kind: "open" });
    expect((await ask(talk)).status).toBe(202);
    const statement = { text: briefText, cites: [expect.any(Number)] };
    expect(await stream.next()).toEqual({ kind: "statement", type: "brief", section: "brief", statement });
    // Nothing is stored while it is being written, and what is not in its source is never told.
    expect(await all.summaries(talk.agent, talk.conversationId)).toEqual([]);
    go();
    expect(await stream.next()).toEqual({ kind: "done" });
    expect(textOf(await all.summary(talk.agent, talk.conversationId, "brief"))).toBe(briefText);
    expect(await stream.next()).toBeNull();
  });

  test("whoever may not read any more hears no more, though nothing is said that would end the stream", async () => {
    const talk = await talkWithModel();
    const agent = await all.chat.person(talk.tenant, "agent");
    await using stream = await watch(agent.token, talk.conversationId);
    await using other = await watch(talk.agent, talk.conversationId);
    expect([await stream.next(), await other.next()]).toEqual([{ kind: "open" }, { kind: "open" }]);
    const disable = { token: talk.agent, body: { disabled: true } };
    await all.chat.request("PATCH", `/api/v1/users/${agent.id}`, disable);
    expect(await stream.next()).toBeNull();
    model.behave({ do: "answer", text: long });
    await ask(talk);
    expect(await other.next()).toMatchObject({ kind: "statement" });
  });

  test("when it breaks off, what came does not count, and local answers", async () => {
    model.behave({ do: "answer", text: (prompt) => long(prompt).slice(0, -40) + "]}}}}" }, { do: "die" });
    const talk = await talkWithModel();
    await using stream = await watch(talk.agent, talk.conversationId);
    expect(await stream.next()).toEqual({ kind: "open" });
    await ask(talk);
    const kinds: string[] = [];
    for (let event = await stream.next(); event; event = await stream.next()) kinds.push(event.kind);
    expect(kinds.at(-1)).toBe("done");
    expect(kinds.lastIndexOf("reset")).toBeGreaterThan(kinds.lastIndexOf("statement"));
    expect((await all.summary(talk.agent, talk.conversationId, "brief")).provider).toBe("local");
  });

  test("a stranger, a customer and somebody without a token read nothing", async () => {
    const talk = await all.talk();
    const path = `/api/v1/conversations/${talk.conversationId}/summaries/stream`;
    expect((await all.request("GET", path)).status).toBe(401);
    expect((await all.request("GET", path, talk.customer.token)).status).toBe(403);
    expect((await all.request("GET", path, (await all.chat.tenant()).owner.token)).status).toBe(404);
  });
});

describe("while the conversation goes on", () => {
  test("a model goes on from the last accepted summary, with the newer messages and what was edited; now and then from all", async () => {
    const brief = (prompt: string) => JSON.stringify(answerOf("The order is SO-48213.", firstSeq(prompt)));
    model.behave({ do: "answer", text: brief });
    const talk = await talkWithModel();
    for (let index = 0; index < 20; index += 1)
      await all.chat.send(talk.agent, talk.conversationId, `Earlier remark number ${index}.`);
    const first = await summarise(talk);
    expect(model.prompts.join()).toContain("Earlier remark number 0.");
    const statement = {
      text: "Cara waits for SO-48213, write to cara@mailbox.test.",
      cites: first.sections[0]!.statements[0]!.cites,
    };
    const sections = [{ name: "brief", statements: [statement] }];
    expect((await all.request("PATCH", `/api/v1/summaries/${first.id}`, talk.agent, { sections })).status).toBe(200);
    // It goes on from there: what is kept keeps its source, and what is new is checked against all messages.
    const goOn = (prompt: string) => {
      const known = JSON.parse(/<summary fence="\w+">\n(.*)\n/.exec(prompt)?.[1] ?? "{}");
      known.handover = { intent: [{ text: "It must be model X300.", cites: [lastSeq(prompt)] }] };
      return JSON.stringify(known);
    };
    model.prompts.length = 0;
    model.behave({ do: "answer", text: goOn });
    await all.chat.send(talk.customer.token, talk.conversationId, "The new pair must be model X300.");
    const second = await summarise(talk);
    const [prompt = ""] = model.prompts;
    expect(prompt).toContain("The new pair must be model X300.");
    expect(prompt).not.toContain("Earlier remark number 0.");
    expect(prompt).toContain("[NAME_1] waits for SO-48213");
    expect(prompt).not.toContain("cara@mailbox.test");
    expect(textOf(second)).toBe(statement.text);
    expect(textOf(await all.summary(talk.agent, talk.conversationId, "handover"))).toBe("It must be model X300.");
    // An earlier message became another: all of it is read again.
    model.prompts.length = 0;
    model.behave({ do: "answer", text: brief });
    const earlier = await all.chat.send(talk.agent, talk.conversationId, "One more.");
    await all.chat.request("PATCH", `/api/v1/conversations/${talk.conversationId}/messages/${earlier.body.id}`, {
      token: talk.agent,
      body: { body: "One less." },
    });
    await summarise(talk);
    expect(model.prompts[0]).toContain("Earlier remark number 0.");
  });

  test("who goes on: the same model, over a conversation that is long, not for ever", () => {
    const lines = Array.from({ length: 30 }, (_, index) => ({
      ...{ seq: index + 1, role: "customer" as const, name: "Cara", at: "2026-11-21T09:00:00.000Z", text: "x" },
    }));
    const known = { draft: Draft.parse(answerOf("x", 1)), coversSeq: 28, continued: 0, provider: "openai", model: "m" };
    const same = { name: "openai", model: "m" };
    expect(linesAfter(known, same, lines)?.map(({ seq }) => seq)).toEqual([23, 24, 25, 26, 27, 28, 29, 30]);
    expect(linesAfter({ ...known, continued: 8 }, same, lines)).toBeNull();
    expect(linesAfter(known, { name: "openai", model: "n" }, lines)).toBeNull();
    expect(linesAfter(known, same, lines.slice(20))).toBeNull();
  });
});

function lastSeq(prompt: string): number {
  return Number([...prompt.matchAll(/"seq":(\d+),"role":"customer"/g)].at(-1)?.[1] ?? 0);
}
