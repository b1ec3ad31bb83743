import type { IncomingMessage, ServerResponse } from "node:http";

interface EmbeddingExchange {
  request: IncomingMessage;
  response: ServerResponse;
  body: string;
  embedded: string[];
  dimensions: number;
  waitFor: Promise<void>;
}

/** Answers a question for vectors, as OpenAI's or Ollama's API does; false for any other question. */
export function answerEmbeddings(exchange: EmbeddingExchange): boolean {
  const { request, response, body, embedded, dimensions, waitFor } = exchange;
  if (request.url !== "/v1/embeddings" && request.url !== "/api/embed") return false;
  const { input } = JSON.parse(body) as { input: string | string[] };
  const texts = [input].flat();
  embedded.push(...texts);
  const vectors = texts.map((text) => vectorOf(text, dimensions));
  const answer =
    request.url === "/api/embed"
      ? { model: "double", embeddings: vectors }
      : { object: "list", data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding })) };
  void waitFor.then(() => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  return true;
}

/** Texts with the same words have the same direction. */
function vectorOf(text: string, dimensions: number): number[] {
  const vector = Array.from({ length: dimensions }, () => 0.01);
  for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? []) {
    const place = Array.from(word).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % dimensions, 7);
    vector[place] = (vector[place] ?? 0) + 1;
  }
  return vector;
}
