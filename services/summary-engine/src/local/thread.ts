import { z } from "zod";
import { TranscriptLine } from "../pipeline/transcript.ts";
import { answerCalls } from "../threads/answer-calls.ts";
import { summarise } from "./summarise.ts";

await answerCalls((transcript) => summarise(z.array(TranscriptLine).parse(transcript)));
