/** Parameters as Stripe's client sends them: texts, lists and objects of texts. */
export interface Parameters {
  [name: string]: string | Parameters;
}

/** Reads `a=1&metadata[order]=7`. */
export function readForm(body: string): Parameters {
  const parameters: Parameters = {};
  for (const [path, value] of new URLSearchParams(body)) {
    const [first = "", ...rest] = path.split(/\]?\[|\]$/).filter((part, at) => at === 0 || part !== "");
    let place = parameters;
    let name = first;
    for (const next of rest) {
      const inner = place[name];
      const child: Parameters = typeof inner === "object" ? inner : {};
      place[name] = child;
      place = child;
      name = next;
    }
    place[name] = value;
  }
  return parameters;
}

export function textOf(parameters: Parameters, name: string): string | undefined {
  const value = parameters[name];
  return typeof value === "string" ? value : undefined;
}

export function textsOf(parameters: Parameters, name: string): Record<string, string> {
  const value = parameters[name];
  if (typeof value !== "object") return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
