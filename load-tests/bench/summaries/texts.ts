import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "@chorus/servers/paths";

const FOLDER = path.join(repositoryRoot, "services/summary-engine/evals/conversations");

/** Prime to the number of texts, so that no two messages are the same for a long time. */
const STEP = 7;

/** What people write in the conversations that summaries are evaluated with, two of them in each message: no text is sent twice. */
export function readTexts(): (number: number) => string {
  const texts = readdirSync(FOLDER)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) as { messages: { text: string }[] })
    .flatMap(({ messages }) => messages.map(({ text }) => text));
  const textAt = (index: number) => texts[index % texts.length] ?? "";
  return (number) => `${textAt(number)} ${textAt(number * STEP + Math.floor(number / texts.length) + 1)}`;
}
