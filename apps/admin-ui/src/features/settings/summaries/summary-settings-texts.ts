import { defineTexts } from "../../../lib/language/texts.ts";

export const summarySettingsTexts = defineTexts(
  {
    description: "Who writes the summaries of your conversations, and what that may cost.",
    writer: "Summaries are written by",
    local: "Chorus itself (no model, nothing leaves)",
    budget: "Tokens a day",
    used: (count: string) => `${count} used today. Above the budget Chorus' own summariser answers.`,
    masks: "Hide addresses, phone numbers, accounts and customers' names from the model",
    test: "Test it",
    works: (ms: number, text: string) => `It works, after ${ms} ms: ${text}`,
    fails: (text: string) => `It does not work: ${text}`,
    usage: "The last 30 days",
    none: "No model outside of Chorus has been asked.",
    line: (calls: number, failures: number, tokens: string, dollars: string) =>
      `${calls} calls, ${failures} failed, ${tokens} tokens, $${dollars}`,
  },
  {
    description: "Wer die Zusammenfassungen Ihrer Unterhaltungen schreibt und was das kosten darf.",
    writer: "Zusammenfassungen schreibt",
    local: "Chorus selbst (kein Modell, nichts verlässt das Haus)",
    budget: "Token am Tag",
    used: (count: string) => `Heute ${count} verbraucht. Darüber fasst Chorus selbst zusammen.`,
    masks: "Adressen, Telefonnummern, Konten und Kundennamen vor dem Modell verbergen",
    test: "Ausprobieren",
    works: (ms: number, text: string) => `Es funktioniert, nach ${ms} ms: ${text}`,
    fails: (text: string) => `Es funktioniert nicht: ${text}`,
    usage: "Die letzten 30 Tage",
    none: "Kein Modell außerhalb von Chorus wurde gefragt.",
    line: (calls: number, failures: number, tokens: string, dollars: string) =>
      `${calls} Anfragen, ${failures} gescheitert, ${tokens} Token, ${dollars} $`,
  },
);
