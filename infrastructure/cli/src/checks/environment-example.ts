import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { ServiceName } from "@chorus/contracts/services";
import { z } from "zod";
import { environment as backupEnvironment } from "@chorus/backup/config";
import { environment as migrateEnvironment } from "@chorus/containers/migrate/config";
import { environment as dockerEnvironment } from "../containers/docker.ts";
import { environment as localEnvironment } from "../config.ts";
import { repositoryRoot } from "@chorus/servers/paths";

interface Part {
  name: string;
  schema: z.ZodObject;
}

interface Section {
  title: string;
  variables: [name: string, field: z.ZodType][];
}

const HEAD = `# Every variable of every part, with its default. Generated from the config schemas by \`make generate\`; \`make verify\`
# compares. Copy to .env and uncomment what you change; what is set in the shell wins over .env.
# Each can come from a file instead: \`LINK_SECRET_FILE=/run/secrets/link-secret\` (docs/operations/secrets.md).
# \`make dev\` needs none of them: it tells the services where everything is.
`;

/** The text of .env.example: the schema that each part exports as \`environment\` in its config.ts. */
export async function renderEnvironmentExample(): Promise<string> {
  const local = { title: "local stack (make dev, make test, make doctor)", variables: fieldsOf(localEnvironment) };
  const parts = await loadServices();
  const tools = [
    { title: "backups (make backup, make restore)", variables: fieldsOf(backupEnvironment) },
    { title: "images and containers (make images, make up …)", variables: fieldsOf(dockerEnvironment) },
    { title: "the container of the migration", variables: fieldsOf(migrateEnvironment) },
  ];
  return [HEAD, ...[local, ...tools, ...sectionsOf(parts)].map(renderSection)].join("\n");
}

/** The variables that each service's schema has, by service. */
export async function serviceVariables(): Promise<Record<ServiceName, readonly string[]>> {
  const parts = await loadServices();
  const variables = parts.map(({ name, schema }) => [name, Object.keys(schema.shape)] as const);
  return Object.fromEntries(variables) as unknown as Record<ServiceName, readonly string[]>;
}

async function loadServices(): Promise<Part[]> {
  const parts: Part[] = [];
  for (const name of readdirSync(path.join(repositoryRoot, "services")).toSorted()) {
    const file = path.join(repositoryRoot, "services", name, "src/config.ts");
    if (!existsSync(file)) continue;
    const loaded = (await import(pathToFileURL(file).href)) as { environment?: z.ZodObject };
    if (!loaded.environment) throw new Error(`services/${name}/src/config.ts does not export \`environment\``);
    parts.push({ name, schema: loaded.environment });
  }
  return parts;
}

/** What several services read comes once and first. */
function sectionsOf(parts: Part[]): Section[] {
  const readers = new Map<string, number>();
  for (const name of parts.flatMap(({ schema }) => Object.keys(schema.shape))) {
    readers.set(name, (readers.get(name) ?? 0) + 1);
  }
  const isShared = (name: string) => (readers.get(name) ?? 0) > 1;
  const shared = new Map(parts.flatMap(({ schema }) => fieldsOf(schema)).filter(([name]) => isShared(name)));
  return [
    { title: "several services", variables: [...shared] },
    ...parts.map(({ name, schema }) => ({
      title: name,
      variables: fieldsOf(schema).filter(([variable]) => !isShared(variable)),
    })),
  ].filter((section) => section.variables.length > 0);
}

function fieldsOf(schema: z.ZodObject): [string, z.ZodType][] {
  return Object.entries(schema.shape) as [string, z.ZodType][];
}

function renderSection({ title, variables }: Section): string {
  return `# ---- ${title} ----\n\n${variables.map(([name, field]) => renderVariable(title, name, field)).join("\n")}`;
}

function renderVariable(title: string, name: string, field: z.ZodType): string {
  const description = field.description;
  if (!description) throw new Error(`${title}: ${name} has no .describe(): say what it is for and in which unit`);
  const fallback = defaultOf(field);
  const need = fallback === undefined && !field.safeParse(undefined).success ? " (required)" : "";
  return `# ${description}${need}\n# ${name}=${fallback ?? ""}\n`;
}

/** The default as somebody would write it, before coercion and transformation. */
function defaultOf(field: z.ZodType): string | undefined {
  if (field instanceof z.ZodDefault) return String(field.def.defaultValue);
  if (field instanceof z.ZodPipe) return defaultOf(field.in as z.ZodType);
  if (field instanceof z.ZodOptional) return defaultOf(field.unwrap() as z.ZodType);
  return undefined;
}
