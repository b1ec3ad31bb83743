/** What a compose file is made of; null is a variable that is passed on as it is set. */
export type Yaml = string | number | boolean | null | readonly Yaml[] | { readonly [key: string]: Yaml | undefined };

const PLAIN = /^[a-z][a-z_/.-]*$/i;
const WORDS_WITH_MEANING = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** YAML as the formatter writes it: texts are quoted unless they are words, so that no value turns into a number. */
export function toYaml(value: Yaml, indent = ""): string {
  if (Array.isArray(value)) {
    return (value as readonly Yaml[])
      .map((item) =>
        isNested(item) ? `${indent}- ${toYaml(item, `${indent}  `).trimStart()}` : `${indent}- ${scalar(item)}\n`,
      )
      .join("");
  }
  if (typeof value !== "object" || value === null) return `${indent}${scalar(value)}\n`;
  return Object.entries(value)
    .filter((entry): entry is [string, Yaml] => entry[1] !== undefined)
    .map(([key, item]) => {
      if (isNested(item)) return `${indent}${key}:\n${toYaml(item, `${indent}  `)}`;
      return item === null ? `${indent}${key}:\n` : `${indent}${key}: ${scalar(item)}\n`;
    })
    .join("");
}

function isNested(value: Yaml): boolean {
  if (Array.isArray(value)) return value.length > 0 && !isShortList(value);
  return typeof value === "object" && value !== null && Object.keys(value).length > 0;
}

/** Commands and the like stay on a line. */
function isShortList(value: readonly Yaml[]): boolean {
  return value.every((item) => !isNested(item)) && inline(value).length <= 80;
}

function inline(value: readonly Yaml[]): string {
  return `[${value.map(scalar).join(", ")}]`;
}

function scalar(value: Yaml): string {
  if (Array.isArray(value)) return inline(value as readonly Yaml[]);
  if (typeof value === "object" && value !== null) return "{}";
  if (typeof value !== "string") return String(value);
  return PLAIN.test(value) && !WORDS_WITH_MEANING.test(value) ? value : JSON.stringify(value);
}
