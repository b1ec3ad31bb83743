import type { TranscriptLine } from "../drafts/transcript.ts";

/**
 * The messages as data: one JSON object a line, between random delimiters that no author of a message can know. JSON keeps line
 * breaks and quotes of a message inside its own line.
 */
export function renderTranscript(transcript: readonly TranscriptLine[], fence: string): string {
  const lines = transcript.map((line) => JSON.stringify(line));
  return [`<transcript fence="${fence}">`, ...lines, `</transcript ${fence}>`].join("\n");
}

/** The previous summary, which contains customers' words too, between delimiters of its own. */
export function renderBefore(draft: object, fence: string): string {
  return [`<summary fence="${fence}">`, JSON.stringify(draft), `</summary ${fence}>`].join("\n");
}
