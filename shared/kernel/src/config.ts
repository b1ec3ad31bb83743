import { z } from "zod";

/** Variables a service reads: a flat object of strings in, checked and defaulted values out. */
export type EnvironmentSchema = z.ZodObject;

/** The environment does not fit the schema. The message has one readable line per problem. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Reads a service's variables. An empty value counts as absent.
 * @throws ConfigError with one line per missing or bad variable
 */
export function readEnv<Schema extends EnvironmentSchema>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.output<Schema> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
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
