import { summarise } from "../src/extractive/summarise.ts";
import { TranscriptLine } from "../src/drafts/transcript.ts";

/** One of each kind that a source has to bear out, and one whose source is not there. */
const INVENTIONS = [
  "The order is XX-99817.",
  "A refund of 7,431.19 EUR was approved.",
  "It will arrive by 2031-02-17.",
  "The customer spoke to Mr Zebulon about it.",
  "They wrote to nobody@invented.example.",
  "See https://invented.example/pay for details.",
];
const NOWHERE = 99_999;
const BLOCK = /<transcript fence="([0-9a-z]+)">\n([\s\S]*)\n<\/transcript \1>/;

export const INVENTED_PER_ANSWER = INVENTIONS.length + 1;

/** What a model answers that says what `local` would, and makes things up besides, each with a source that looks sound. */
export function inventingAnswer(prompt: string): string {
  const transcript = parseTranscript(prompt);
  const draft = summarise(transcript);
  const seq = transcript[0]?.seq ?? NOWHERE;
  const invented = [...INVENTIONS.map((text) => ({ text, cites: [seq] })), { text: "All is well.", cites: [NOWHERE] }];
  return JSON.stringify({ ...draft, timeline: { timeline: [...(draft.timeline["timeline"] ?? []), ...invented] } });
}

/** @throws Error when there is no transcript in the prompt */
function parseTranscript(prompt: string): TranscriptLine[] {
  const [, , block] = BLOCK.exec(prompt) ?? [];
  if (block === undefined) throw new Error("the prompt has no transcript");
  return block
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => TranscriptLine.parse(JSON.parse(line)));
}
