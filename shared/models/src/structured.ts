import { cutText } from "@chorus/contracts/cut-text";
import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import {
  AIMessage,
  type AIMessageChunk,
  type BaseMessage,
  HumanMessage,
  type UsageMetadata,
} from "@langchain/core/messages";
import { orAborted } from "@chorus/kernel/or-aborted";
import { jsonrepair } from "jsonrepair";
import type { z } from "zod";

export interface Usage {
  inputTokens: number;
  outputTokens: number;
}

export interface StructuredAnswer<Result> {
  result: Result;
  usage: Usage;
}

/** Receives a model's answer while it is written. */
export interface Listener {
  /** All of it so far. */
  text(answer: string): void;
  /** Discards what was received so far. */
  restart(): void;
}

/** Both answers were invalid. */
export class UnusableAnswer extends Error {
  override readonly name = "UnusableAnswer";
  readonly usage: Usage;

  constructor(message: string, usage: Usage) {
    super(message);
    this.usage = usage;
  }
}

const MAX_ISSUES = 8;

/**
 * The only way in which a model is called: its answer is stripped of a code fence, broken JSON is repaired,
 * and the result is validated; after an invalid answer it is asked once more with the errors. LangChain's own structured output throws on a truncated answer, and
 * differs by method and provider.
 * @throws UnusableAnswer; whatever the model or the signal throws
 */
export async function structured<Result>(
  model: BaseChatModel,
  messages: BaseMessage[],
  { schema, signal, listener }: { schema: z.ZodType<Result>; signal: AbortSignal; listener?: Listener | undefined },
): Promise<StructuredAnswer<Result>> {
  const usage: Usage = { inputTokens: 0, outputTokens: 0 };
  const ask = async (prompt: BaseMessage[]): Promise<string> => {
    const asked = listener ? listen(model, prompt, { signal, listener }) : model.invoke(prompt, { signal });
    const answer = await orAborted(asked, signal);
    // Typed as absent: which fields there are depends on the model.
    const counted = answer.usage_metadata as UsageMetadata | undefined;
    usage.inputTokens += counted?.input_tokens ?? 0;
    usage.outputTokens += counted?.output_tokens ?? 0;
    return answer.text;
  };
  const first = await ask(messages);
  const parsed = parse(first, schema);
  if (parsed.ok) return { result: parsed.result, usage };
  listener?.restart();
  const complaint = `That does not follow the schema: ${parsed.problem}. Answer again with the whole JSON object and nothing else.`;
  const second = parse(await ask([...messages, new AIMessage(first), new HumanMessage(complaint)]), schema);
  if (second.ok) return { result: second.result, usage };
  throw new UnusableAnswer(second.problem, usage);
}

async function listen(
  model: BaseChatModel,
  prompt: BaseMessage[],
  { signal, listener }: { signal: AbortSignal; listener: Listener },
): Promise<AIMessageChunk> {
  let all: AIMessageChunk | undefined;
  for await (const piece of await model.stream(prompt, { signal })) {
    all = all?.concat(piece) ?? piece;
    listener.text(all.text);
  }
  if (!all) throw new Error("the model has said nothing");
  return all;
}

type Parsed<Result> = { ok: true; result: Result } | { ok: false; problem: string };

function parse<Result>(text: string, schema: z.ZodType<Result>): Parsed<Result> {
  let value: unknown;
  try {
    value = parseJson(jsonIn(text));
  } catch (error) {
    return { ok: false, problem: `no JSON (${error instanceof Error ? cutText(error.message, 120) : "unreadable"})` };
  }
  const checked = schema.safeParse(value);
  if (checked.success) return { ok: true, result: checked.data };
  const issues = checked.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => `${path.join(".")}: ${message}`);
  return { ok: false, problem: issues.join("; ") };
}

/** Repair is slow, so valid JSON is not repaired. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(jsonrepair(text));
  }
}

/** The content of a code fence, else everything from the first brace on. */
function jsonIn(text: string): string {
  const fenced = /```(?:json)?\s*\n([\s\S]*?)(?:\n```|$)/.exec(text)?.[1];
  if (fenced !== undefined) return fenced;
  const start = text.indexOf("{");
  if (start === -1) throw new Error("there is no object");
  const end = text.lastIndexOf("}");
  return end > start ? text.slice(start, end + 1) : text.slice(start);
}
