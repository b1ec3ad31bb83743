/** A line of the log of a part. */
export interface NamedLine {
  name: string;
  line: string;
}

/** Ids that stand for one another: a message over REST has the request's and its own. */
const IDS = ["requestId", "clientMessageId"];

/**
 * The lines about one request or message, of all parts, in order of time.
 * @param id an `X-Request-Id` or a `clientMessageId`
 */
export function linesOfRequest(id: string, logs: readonly { name: string; text: string }[]): NamedLine[] {
  const lines = logs.flatMap(({ name, text }) => text.split("\n").map((line) => ({ name, line })));
  const known = new Set([id]);
  for (const { line } of lines) {
    if (!line.includes(id)) continue;
    for (const other of idsIn(line)) known.add(other);
  }
  const mentions = ({ line }: NamedLine) => [...known].some((each) => line.includes(each));
  return lines.filter(mentions).toSorted((a, b) => timeOf(a.line).localeCompare(timeOf(b.line)));
}

function idsIn(line: string): string[] {
  return IDS.flatMap((name) => new RegExp(`"${name}":"([^"]+)"`).exec(line)?.[1] ?? []);
}

/** As pino writes it, so that texts sort as times do. */
function timeOf(line: string): string {
  return /"time":"([^"]+)"/.exec(line)?.[1] ?? "";
}
