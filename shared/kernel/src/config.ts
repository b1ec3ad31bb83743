import { readFileSync } from "node:fs";
import { z } from "zod";

/** Variables a service reads: a flat object of strings in, checked and defaulted values out. */
export type EnvironmentSchema = z.ZodObject;

/** The environment does not fit the schema. The message has one readable line per problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Every variable can come from a file instead, as secret managers mount them: `SMTP_URL_FILE=/run/secrets/SMTP_URL`. */
export const FILE_SUFFIX = "_FILE";

/**
 * Reads a service's variables, each from the environment or from the file that its `<NAME>_FILE` names. An empty value counts as absent.
 * @throws ConfigError with one line per missing or bad variable, and per file that cannot be read
 */
export function readEnv<Schema extends EnvironmentSchema>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  const problems: string[] = [];
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      try {
        const value = givenValue(name, environment);
        return value ? [[name, value]] : [];
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        problems.push(error.message);
        return [];
      }
    }),
  );
  if (problems.length > 0) throw new ConfigError(problems.join("\n"));
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = issue.path.join(".");
    return given[name] === undefined
      ? `${name} is missing: ${describe(schema, name)}`
      : `${name} is not usable: ${issue.message}`;
  });
  throw new ConfigError(lines.join("\n"));
}

/** @throws ConfigError that names the file, never what is in it */
function givenValue(name: string, environment: Record<string, string | undefined>): string | undefined {
  const value = environment[name]?.trim();
  const file = environment[name + FILE_SUFFIX]?.trim();
  if (!file) return value;
  if (value) throw new ConfigError(`${name} and ${name}${FILE_SUFFIX} are both set: keep one of them`);
  let content: string;
  try {
    content = readFileSync(file, "utf8").trim();
  } catch (error) {
    const { code = "unknown error" } = error as NodeJS.ErrnoException;
    throw new ConfigError(`${name}${FILE_SUFFIX}: ${file} cannot be read (${code})`);
  }
  if (content === "") throw new ConfigError(`${name}${FILE_SUFFIX}: ${file} is empty`);
  return content;
}

function describe(schema: EnvironmentSchema, name: string): string {
  return (schema.shape[name] as z.ZodType | undefined)?.description ?? "see .env.example";
}

/** A TCP port; 0 lets the system choose (tests). */
export const port = (fallback: number) => z.coerce.number().int().min(0).max(65_535).default(fallback);

/** Comma-separated list. */
export const list = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(",")
        .map((item) => item.trim())
        .filter(Boolean),
    );
