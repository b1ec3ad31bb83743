/** Who speaks: the customer, the agent, or the agent to colleagues only. */
export type Speaker = "customer" | "agent" | "note";

export interface Line {
  speaker: Speaker;
  text: string;
}

export interface ScriptOptions {
  subject: string;
  tags?: readonly string[];
  priority?: "low" | "normal" | "high" | "urgent";
  /** Where it stands today. `queued`: nobody has answered yet. */
  status: "queued" | "open" | "closed";
  agent?: "olivia" | "sam" | "ana";
  /** Who writes; the next one of the list when absent. */
  customer?: string;
}

export interface Script extends ScriptOptions {
  lines: Line[];
}

const SPEAKERS: Record<string, Speaker> = { c: "customer", a: "agent", n: "note" };

/** A conversation written down like a play: `c:` customer, `a:` agent, `n:` note; other lines continue the one before. */
export function script(options: ScriptOptions, text: string): Script {
  const lines: Line[] = [];
  for (const row of text.trim().split("\n")) {
    const [, letter = "", spoken = ""] = /^([can]): (.*)$/.exec(row) ?? [];
    const speaker = SPEAKERS[letter];
    const last = lines.at(-1);
    if (speaker) lines.push({ speaker, text: spoken });
    else if (last) last.text += `\n${row}`;
    else throw new Error(`"${options.subject}" does not start with a speaker`);
  }
  return { ...options, lines };
}
