/** What a good model would say about the conversation of the harness. */
export function goodAnswer(prompt: string): string {
  const seq = Number(/"seq":(\d+),"role":"customer"/.exec(prompt)?.[1] ?? 0);
  const name = /"role":"customer","name":"([^"]+)"/.exec(prompt)?.[1] ?? "";
  return JSON.stringify(answerOf(`${name} has headphones that crackle, order SO-48213.`, seq));
}

/** The whole schema with one statement in its brief. */
export function answerOf(text: string, seq: number): object {
  const empty = { handover: {}, resolution: {}, actions: {}, timeline: {}, sentiment: {}, entities: {} };
  return { brief: { brief: [{ text, cites: [seq] }] }, ...empty };
}
