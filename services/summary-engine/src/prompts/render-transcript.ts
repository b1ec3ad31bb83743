import type { TranscriptLine } from "../drafts/transcript.ts";

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
