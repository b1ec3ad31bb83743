import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;

const KINDS: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const FORMATS: Readonly<Record<string, string>> = {
  email: "an email address",
  url: "a web address",
  uuid: "an id (UUID)",
  datetime: "a time such as 2026-12-01T09:00:00.000Z",
  date: "a day such as 2026-12-01",
  time: "a time of day such as 09:00",
};

/** What is wrong with a field, as a sentence that begins with its name; for what a schema does not say in words of its own. */
export function describeIssue(issue: Issue): string {
  switch (issue.code) {
    case "too_small":
      return sizeProblem(issue.origin, { least: Number(issue.minimum), isExclusive: issue.inclusive === false });
    case "too_big":
      return sizeProblem(issue.origin, { most: Number(issue.maximum), isExclusive: issue.inclusive === false });
    case "invalid_type":
      return issue.input === undefined
        ? "is missing"
        : `must be ${KINDS[issue.expected] ?? `of type ${issue.expected}`}`;
    case "invalid_format":
      return FORMATS[issue.format] ? `must be ${FORMATS[issue.format]}` : "does not have the expected form";
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    case "unrecognized_keys":
      return `has unknown fields: ${issue.keys.join(", ")}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    default:
      return "is not valid";
  }
}

type Bound = { isExclusive: boolean } & ({ least: number; most?: never } | { most: number; least?: never });

function sizeProblem(origin: string, { least, most, isExclusive }: Bound): string {
  const isLeast = least !== undefined;
  const limit = least ?? most;
  if (origin === "string" && limit === 1 && isLeast) return "must not be empty";
  const counted = origin === "string" ? " characters" : origin === "array" || origin === "set" ? " entries" : "";
  if (isExclusive) return `must be ${isLeast ? "more" : "less"} than ${limit}`;
  return `must ${counted === "" ? "be" : "have"} at ${isLeast ? "least" : "most"} ${limit}${counted}`;
}
