import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryRoot } from "@chorus/local/paths";

const FOLDER = path.join(repositoryRoot, "services/summary-engine/evals/conversations");

/** What people write in the conversations that summaries are evaluated with; a number makes each text another one. */
export function readTexts(): (number: number) => string {
  const texts = readdirSync(FOLDER)
    .toSorted()
    .flatMap((file) => JSON.parse(readFileSync(path.join(FOLDER, file), "utf8")) as { messages: { text: string }[] })
    .flatMap(({ messages }) => messages.map(({ text }) => text));
  return (number) => `#${number}# ${texts[number % texts.length] ?? ""}`;
}
