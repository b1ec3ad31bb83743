import { countWords } from "@chorus/meaning/text/words";
import { type EvalConversation } from "./conversation.ts";
import type { ProviderScore } from "./score-providers.ts";
import { scoreSystems, scoreTypes } from "./evaluate.ts";

const percent = (value: number) => `${(value * 100).toFixed(1)} %`;

function providerLines(scores: readonly ProviderScore[]): string[] {
  const types = scores[0]?.types.map(({ type }) => type) ?? [];
  const percentOf = (scoresOfTypes: string | null) => /^[\d.]+ %/.exec(scoresOfTypes ?? "")?.[0] ?? "–";
  return [
    `| provider | really asked | ${types.join(" | ")} | valid citations | rejected | unusable |`,
    `| --- | --- | ${types.map(() => "---:").join(" | ")} | ---: | ---: | ---: |`,
    ...scores.map(({ provider, real, types: scoresOfTypes, rejected, invented, unusable }) => {
      const valid = Math.min(...scoresOfTypes.map(({ validCitations }) => validCitations));
      const cells = scoresOfTypes.map(({ found }) => percentOf(found));
      const made = invented === null ? `${rejected}` : `${rejected} of ${invented} made up`;
      return `| ${provider} | ${real ?? "no: its double"} | ${cells.join(" | ")} | ${percent(valid)} | ${made} | ${unusable} |`;
    }),
  ];
}

/** The page that `make eval` writes: the same set gives the same page. */
export function report(
  conversations: readonly EvalConversation[],
  /** Of the held-out half. */
  providers: readonly ProviderScore[],
): string {
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
    "its handover, whole sentences only, the line about the customer's mood included, the names before what customers say left out.",
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
    "## Each type by each provider (the held-out half)",
    "",
    ...providerLines(providers),
    "",
    "Each is asked through its own LangChain class, with personal data hidden and sources checked. One that the environment names",
    "(`SUMMARY_OPENAI_URL`, `SUMMARY_ANTHROPIC_KEY`, `SUMMARY_OLLAMA_URL`) is really asked, and `make eval` then only prints. The others are",
    "doubles that speak the provider's protocol over a socket. They say what `local` makes of what they are told (contacts are hidden",
    "from them, so that these are missing) and add seven inventions to each answer: an id, an amount, a date, a name, an address, a link and",
    "a source that is not there. What is not rejected are names in German, where every noun has a capital. So a double's shares say what is",
    "lost on the way, and not how good a model is.",
    "",
  ].join("\n");
}
