import { BaseChatModel, type BaseChatModelParams } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";
import type { Draft } from "../drafts/draft.ts";
import type { TranscriptLine } from "../drafts/transcript.ts";
import { parseTranscript } from "../prompts/render-transcript.ts";
import { startThread } from "@chorus/meaning/threads/start-thread";
import { type ThreadCalls, threadCalls } from "@chorus/meaning/threads/thread-calls";

/**
 * Our own summariser behind LangChain's interface for chat models, so that it stands in the same line of providers as any
 * other: it reads the transcript out of the prompt, follows no instruction, and answers the same for the same words.
 */
export class LocalModel extends BaseChatModel {
  readonly #thread: ThreadCalls<TranscriptLine[], Draft>;
  readonly #turn: string;

  /** @param turn the company it is asked for */
  constructor(thread: ThreadCalls<TranscriptLine[], Draft>, turn: string, parameters: BaseChatModelParams = {}) {
    super(parameters);
    this.#thread = thread;
    this.#turn = turn;
  }

  override _llmType(): string {
    return "chorus-local";
  }

  override async _generate(messages: BaseMessage[], { signal }: this["ParsedCallOptions"]): Promise<ChatResult> {
    const prompt = messages.map(({ text }) => text).join("\n");
    const text = JSON.stringify(await this.#thread.ask(parseTranscript(prompt), { turn: this.#turn, signal }));
    return { generations: [{ text, message: new AIMessage(text) }] };
  }
}

/** The thread in which the summariser works: whoever waits for a message does not wait for a summary. */
export function openSummariser(deadlineMs: number): ThreadCalls<TranscriptLine[], Draft> {
  const name = "local-summariser";
  return threadCalls(name, { deadlineMs, open: () => startThread(name, new URL("./thread.ts", import.meta.url)) });
}
