import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What the double does with the next question; the last one goes on for all that follow. */
export type Behaviour =
  | { do: "answer"; text: (prompt: string) => string }
  /** Ends in the middle, as at a token limit. */
  | { do: "truncate" }
  | { do: "broken_json" }
  | { do: "fence" }
  | { do: "rate_limit" }
  | { do: "hang" }
  | { do: "die" };

const TOKENS = { prompt_tokens: 900, completion_tokens: 100, total_tokens: 1_000 };

/** A chat model server that speaks OpenAI's protocol over a socket, also in a stream, and misbehaves on request. */
export async function startOpenAiDouble() {
  const prompts: string[] = [];
  let behaviours: Behaviour[] = [{ do: "die" }];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { messages, stream } = JSON.parse(body) as { messages: { content: string }[]; stream?: boolean };
      const prompt = messages.map(({ content }) => content).join("\n");
      prompts.push(prompt);
      const behaviour = (behaviours.length > 1 ? behaviours.shift() : behaviours[0]) ?? { do: "die" };
      act(behaviour, { prompt, isStream: stream === true, request, response });
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    prompts,
    behave: (...next: Behaviour[]) => {
      behaviours = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** What a good model would say about the conversation of the harness. */
export function goodAnswer(prompt: string): string {
  const seq = Number(/"seq":(\d+),"role":"customer"/.exec(prompt)?.[1] ?? 0);
  const name = /"role":"customer","name":"([^"]+)"/.exec(prompt)?.[1] ?? "";
  return JSON.stringify(answerOf(`${name} has headphones that crackle, order SO-48213.`, seq));
}

/** The whole schema with one statement in its brief. */
export function answerOf(text: string, seq: number): object {
  const empty = { handover: {}, resolution: {}, actions: {}, timeline: {}, sentiment: {}, entities: {} };
  return { brief: { brief: [{ text, cites: [seq] }] }, ...empty };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

interface Exchange {
  prompt: string;
  isStream: boolean;
  request: IncomingMessage;
  response: ServerResponse;
}

function act(behaviour: Behaviour, { prompt, isStream, request, response }: Exchange): void {
  switch (behaviour.do) {
    case "hang":
      return;
    case "die":
      request.socket.destroy();
      return;
    case "rate_limit":
      response.writeHead(429, { "content-type": "application/json", "retry-after": "0" });
      response.end(JSON.stringify({ error: { message: "slow down", type: "rate_limit_error" } }));
      return;
    case "truncate":
      send(response, isStream, goodAnswer(prompt).slice(0, 40), "length");
      return;
    case "broken_json":
      send(response, isStream, "Certainly! Here is what I think of it.", "stop");
      return;
    case "fence":
      // A comma too many, as models like to write.
      send(response, isStream, `Sure:\n\`\`\`json\n${goodAnswer(prompt).replace(/\}$/, ",}")}\n\`\`\``, "stop");
      return;
    case "answer":
      send(response, isStream, behaviour.text(prompt), "stop");
  }
}

function send(response: ServerResponse, isStream: boolean, content: string, finish: string): void {
  const frame = { id: "chatcmpl-1", created: 1, model: "double" };
  if (!isStream) {
    const message = { role: "assistant", content };
    response.writeHead(200, { "content-type": "application/json" });
    const choices = [{ index: 0, message, finish_reason: finish }];
    response.end(JSON.stringify({ ...frame, object: "chat.completion", choices, usage: TOKENS }));
    return;
  }
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const piece of content.match(/.{1,12}/gs) ?? []) {
    const choices = [{ index: 0, delta: { role: "assistant", content: piece }, finish_reason: null }];
    response.write(`data: ${JSON.stringify({ ...frame, object: "chat.completion.chunk", choices })}\n\n`);
  }
  const choices = [{ index: 0, delta: {}, finish_reason: finish }];
  response.write(`data: ${JSON.stringify({ ...frame, object: "chat.completion.chunk", choices, usage: TOKENS })}\n\n`);
  response.end("data: [DONE]\n\n");
}
