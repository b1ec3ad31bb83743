import { BaseChatModel, type BaseChatModelParams } from "@langchain/core/language_models/chat_models";
import { AIMessage, type BaseMessage } from "@langchain/core/messages";
import type { ChatResult } from "@langchain/core/outputs";
import type { Draft } from "../pipeline/draft.ts";
import type { TranscriptLine } from "../pipeline/transcript.ts";
import { parseTranscript } from "../prompts/render-transcript.ts";
import type { ThreadCalls } from "../threads/thread-calls.ts";

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
