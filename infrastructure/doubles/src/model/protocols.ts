/** How a provider's API puts things on the wire; what a double does with it is the same for all. */
export interface Protocol {
  /** What the service is told as this provider's address, under the double's. */
  base: string;
  /** Where it is asked to chat, and whether in a stream. */
  chatPath: string;
  isStream(body: ChatRequest): boolean;
  promptOf(body: ChatRequest): string;
  whole(text: string, end: Ending): object;
  /** The frames of a stream, in the order in which they are sent, around the pieces of the text. */
  streamType: string;
  begin(): string[];
  piece(text: string): string;
  finish(end: Ending): string[];
  /** What says that there were too many requests. */
  tooMany: object;
}

/** Of its own accord, or because it may not say more. */
export type Ending = "stop" | "length";

/** As much of all three as is looked at. */
export interface ChatRequest {
  messages: { content: string | { text?: string }[] }[];
  system?: string | { text?: string }[];
  stream?: boolean;
}

export const TOKENS = { input: 900, output: 100 };

function textOf(content: string | { text?: string }[] | undefined): string {
  return typeof content === "string" ? content : (content ?? []).map(({ text }) => text ?? "").join("\n");
}

function promptOf({ system, messages }: ChatRequest): string {
  return [textOf(system), ...messages.map(({ content }) => textOf(content))].join("\n");
}

const openai = (): Protocol => {
  const frame = { id: "chatcmpl-1", created: 1, model: "double" };
  const usage = {
    prompt_tokens: TOKENS.input,
    completion_tokens: TOKENS.output,
    total_tokens: TOKENS.input + TOKENS.output,
  };
  const chunk = (more: object) => `data: ${JSON.stringify({ ...frame, object: "chat.completion.chunk", ...more })}\n\n`;
  return {
    ...{ base: "/v1", chatPath: "/v1/chat/completions", streamType: "text/event-stream", promptOf },
    isStream: ({ stream }) => stream === true,
    whole: (content, end) => ({
      ...{ ...frame, object: "chat.completion", usage },
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: end }],
    }),
    begin: () => [],
    piece: (content) => chunk({ choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason: null }] }),
    finish: (end) => [chunk({ choices: [{ index: 0, delta: {}, finish_reason: end }], usage }), "data: [DONE]\n\n"],
    tooMany: { error: { message: "slow down", type: "rate_limit_error" } },
  };
};

const anthropic = (): Protocol => {
  const event = (type: string, more: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...more })}\n\n`;
  const reasonOf = (end: Ending) => (end === "stop" ? "end_turn" : "max_tokens");
  const message = { id: "msg_1", type: "message", role: "assistant", model: "double", stop_sequence: null };
  const usage = { input_tokens: TOKENS.input, output_tokens: TOKENS.output };
  return {
    ...{ base: "", chatPath: "/v1/messages", streamType: "text/event-stream", promptOf },
    isStream: ({ stream }) => stream === true,
    whole: (text, end) => ({ ...message, content: [{ type: "text", text }], stop_reason: reasonOf(end), usage }),
    begin: () => [
      event("message_start", {
        message: {
          ...message,
          content: [],
          stop_reason: null,
          usage: { input_tokens: TOKENS.input, output_tokens: 0 },
        },
      }),
      event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    ],
    piece: (text) => event("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
    finish: (end) => [
      event("content_block_stop", { index: 0 }),
      event("message_delta", {
        delta: { stop_reason: reasonOf(end), stop_sequence: null },
        usage: { output_tokens: TOKENS.output },
      }),
      event("message_stop", {}),
    ],
    tooMany: { type: "error", error: { type: "rate_limit_error", message: "slow down" } },
  };
};

const ollama = (): Protocol => {
  const line = (more: object) =>
    `${JSON.stringify({ model: "double", created_at: "2026-11-21T09:00:00Z", ...more })}\n`;
  const ended = (end: Ending) => ({
    ...{ done: true, done_reason: end, prompt_eval_count: TOKENS.input, eval_count: TOKENS.output },
  });
  return {
    ...{ base: "", chatPath: "/api/chat", streamType: "application/x-ndjson", promptOf },
    isStream: ({ stream }) => stream !== false,
    whole: (content, end) => ({ model: "double", message: { role: "assistant", content }, ...ended(end) }),
    begin: () => [],
    piece: (content) => line({ message: { role: "assistant", content }, done: false }),
    finish: (end) => [line({ message: { role: "assistant", content: "" }, ...ended(end) })],
    tooMany: { error: "slow down" },
  };
};

export const PROTOCOLS = { openai: openai(), anthropic: anthropic(), ollama: ollama() };
export type ProviderName = keyof typeof PROTOCOLS;
