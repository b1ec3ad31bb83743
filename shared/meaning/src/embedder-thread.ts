import { z } from "zod";
import { loadSentenceEncoder } from "./encoder/sentence-encoder.ts";
import { answerCalls } from "./threads/answer-calls.ts";

const Texts = z.array(z.string());

const loading = loadSentenceEncoder();

await answerCalls(
  async (question) => (await loading).embed(Texts.parse(question)),
  loading,
  async () => (await loading).release(),
);
