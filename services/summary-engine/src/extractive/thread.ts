import { z } from "zod";
import { TranscriptLine } from "../drafts/transcript.ts";
import { answerCalls } from "@chorus/meaning/threads/answer-calls";
import { summarise } from "./summarise.ts";

await answerCalls((transcript) => summarise(z.array(TranscriptLine).parse(transcript)));
