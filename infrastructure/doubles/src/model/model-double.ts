import type { IncomingMessage, ServerResponse } from "node:http";
import { goodAnswer } from "./answers.ts";
import { answerEmbeddings } from "./embeddings.ts";
import { type ChatRequest, type Ending, type Protocol, type ProviderName, PROTOCOLS } from "./protocols.ts";
import { createLocalServer, listenLocally } from "../local-server.ts";

/** The fake's behaviour at the next request; the last one is repeated. */
export type Behaviour =
  | { do: "answer"; text: (prompt: string) => string }
  /** In a stream the second half waits for `go`. */
  | { do: "pause"; text: (prompt: string) => string; go: Promise<void> }
  /** Ends in the middle, as at a token limit. */
  | { do: "truncate" }
  | { do: "broken_json" }
  | { do: "fence" }
  | { do: "rate_limit" }
  | { do: "hang" }
  | { do: "die" }
  /** After the first words. */
  | { do: "die_midway" };

const PIECE = /.{1,12}/gs;

/** A fake model server that speaks a provider's protocol over a socket, also streamed, and fails on request. */
export async function startModelDouble(provider: ProviderName) {
  const protocol = PROTOCOLS[provider];
  const prompts: string[] = [];
  const embedded: string[] = [];
  const embedding = { dimensions: 64, waitFor: Promise.resolve() };
  let behaviours: Behaviour[] = [{ do: "die" }];
  const server = createLocalServer((request, response) => {
    void readBody(request).then((text) => {
      if (answerEmbeddings({ request, response, body: text, embedded, ...embedding })) return;
      if (request.url !== protocol.chatPath) {
        response.writeHead(404).end();
        return;
      }
      const body = JSON.parse(text) as ChatRequest;
      const prompt = protocol.promptOf(body);
      prompts.push(prompt);
      const behaviour = (behaviours.length > 1 ? behaviours.shift() : behaviours[0]) ?? { do: "die" };
      const exchange = { protocol, prompt, isStream: protocol.isStream(body), request, response };
      void act(behaviour, exchange);
    });
  });
  const { url, close } = await listenLocally(server, { port: 0 });
  return {
    url: `${url}${protocol.base}`,
    prompts,
    /** Texts that vectors were asked for. */
    embedded,
    /** The dimensions of its vectors, and what each of its answers waits for. */
    embedding,
    behave: (...next: Behaviour[]) => {
      behaviours = next;
    },
    [Symbol.asyncDispose]: close,
  };
}
export type ModelDouble = Awaited<ReturnType<typeof startModelDouble>>;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

interface Exchange {
  protocol: Protocol;
  prompt: string;
  isStream: boolean;
  request: IncomingMessage;
  response: ServerResponse;
}

async function act(behaviour: Behaviour, exchange: Exchange): Promise<void> {
  const { protocol, prompt, request, response } = exchange;
  switch (behaviour.do) {
    case "hang":
      return;
    case "die":
      request.socket.destroy();
      return;
    case "die_midway":
      response.writeHead(200, { "content-type": protocol.streamType });
      response.write([...protocol.begin(), protocol.piece(goodAnswer(prompt).slice(0, 30))].join(""), () =>
        request.socket.destroy(),
      );
      return;
    case "rate_limit":
      response.writeHead(429, { "content-type": "application/json", "retry-after": "0" });
      response.end(JSON.stringify(protocol.tooMany));
      return;
    case "truncate":
      return send(exchange, goodAnswer(prompt).slice(0, 40), "length");
    case "broken_json":
      return send(exchange, "Certainly! Here is what I think of it.", "stop");
    case "fence":
      // A comma too many, as models like to write.
      return send(exchange, `Sure:\n\`\`\`json\n${goodAnswer(prompt).replace(/\}$/, ",}")}\n\`\`\``, "stop");
    case "pause":
      return send(exchange, behaviour.text(prompt), "stop", behaviour.go);
    case "answer":
      return send(exchange, behaviour.text(prompt), "stop");
  }
}

async function send({ protocol, isStream, response }: Exchange, text: string, end: Ending, go?: Promise<void>) {
  if (!isStream) {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(protocol.whole(text, end)));
    return;
  }
  response.writeHead(200, { "content-type": protocol.streamType });
  const pieces = [...(text.match(PIECE) ?? [])].map((piece) => protocol.piece(piece));
  const half = Math.ceil(pieces.length / 2);
  response.write([...protocol.begin(), ...pieces.slice(0, half)].join(""));
  await go;
  for (const piece of pieces.slice(half)) response.write(piece);
  response.end(protocol.finish(end).join(""));
}
