import { countWords } from "../src/local/words.ts";
import { type EvalConversation } from "./conversation.ts";
import { scoreSystems, scoreTypes } from "./evaluate.ts";

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

/** The page that `make eval` writes: the same set gives the same page. */
export function report(conversations: readonly EvalConversation[]): string {
  const halves = (["development", "held-out"] as const).map((name) => ({
    name,
    conversations: conversations.filter(({ half }) => half === name),
  }));
  const lengths = conversations.map(({ messages }) => messages.length);
  const trades = new Set(conversations.map(({ trade }) => trade)).size;
  const german = conversations.filter(({ language }) => language === "de").length;
  const words = conversations.flatMap(({ messages }) => messages.map(({ text }) => countWords(text)));
  return [
    "# How good the summaries are",
    "<!-- Written by `make eval` from services/summary-engine/evals. -->",
    "",
    `${conversations.length} support conversations written for this: ${trades} trades, ${german} in German, ${Math.min(...lengths)} to ` +
      `${Math.max(...lengths)} messages, ${words.reduce((sum, count) => sum + count, 0)} words; friendly, terse, hostile, full of typing`,
    "errors, one that tries to command the model. Four long ones have a written core with small talk strewn in. Each has its key facts,",
    "promises and entities. Only the development half was looked at while anything was tuned.",
    "",
    "Every system may use 90 words. LEAD-3 and LONGEST-3 take the first and the longest messages until the budget is full (three",
    "messages would be fewer words), TextRank and LexRank their best sentences; their last sentence is cut off at the budget. `local` is",
    "its handover, whole sentences only, the line about the customer's mood included.",
    ...halves.flatMap(({ name, conversations: some }) => [
      "",
      `## ${name === "held-out" ? "Held-out half" : "Development half"} (${some.length})`,
      "",
      "| system | facts told | promises told | ROUGE-1 recall | words: mean, most |",
      "| --- | ---: | ---: | ---: | ---: |",
      ...scoreSystems(some).map(
        (score) =>
          `| ${score.system} | ${percent(score.factRecall)} | ${percent(score.promiseRecall)} | ${percent(score.rouge1Recall)} | ` +
          `${score.words.mean.toFixed(1)}, ${score.words.max} |`,
      ),
      "",
      "| type by `local` | statements | valid citations | mean words | told |",
      "| --- | ---: | ---: | ---: | --- |",
      ...scoreTypes(some).map(
        (score) =>
          `| ${score.type} | ${score.statements} | ${percent(score.validCitations)} | ${score.meanWords.toFixed(1)} | ${score.found ?? "–"} |`,
      ),
    ]),
    "",
  ].join("\n");
}
