import { TranscriptLine } from "../drafts/transcript.ts";

const BLOCK = /<transcript fence="([0-9a-z]+)">\n([\s\S]*)\n<\/transcript \1>/;

/**
 * The messages as data: one JSON object a line, between marks that nobody who wrote a message can know. JSON keeps line
 * breaks and quotes of a message inside its own line.
 */
export function renderTranscript(transcript: readonly TranscriptLine[], fence: string): string {
  const lines = transcript.map((line) => JSON.stringify(line));
  return [`<transcript fence="${fence}">`, ...lines, `</transcript ${fence}>`].join("\n");
}

/** What was known before, which rests on words of customers too, as data between marks of its own. */
export function renderBefore(draft: object, fence: string): string {
  return [`<summary fence="${fence}">`, JSON.stringify(draft), `</summary ${fence}>`].join("\n");
}

/** @throws Error when there is no transcript in the prompt */
export function parseTranscript(prompt: string): TranscriptLine[] {
  const [, , block] = BLOCK.exec(prompt) ?? [];
  if (block === undefined) throw new Error("the prompt has no transcript");
  return block
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => TranscriptLine.parse(JSON.parse(line)));
}
