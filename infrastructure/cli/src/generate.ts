import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { renderComposeFile } from "@chorus/containers/compose/compose-file";
import { renderOverrideFile } from "@chorus/containers/compose/override-file";
import { proxyFiles } from "@chorus/containers/proxies/proxy-files";
import { kubernetesFiles } from "@chorus/kubernetes/kubernetes-files";
import { referenceFiles } from "@chorus/contracts/documents/reference-files";
import { monitoringFiles } from "@chorus/monitoring/generated-files";
import { personalDataPage } from "@chorus/database/personal-data/page";
import { renderCompleteLock } from "./checks/complete-lock.ts";
import { renderEnvironmentExample, serviceVariables } from "./checks/environment-example.ts";
import { repositoryRoot } from "@chorus/servers/paths";
import { UserError } from "@chorus/servers/user-error";

interface GeneratedFile {
  /** From the repository's root. */
  file: string;
  render: () => Promise<string>;
}

const GENERATED: readonly GeneratedFile[] = [
  { file: ".env.example", render: renderEnvironmentExample },
  { file: "package-lock.json", render: renderCompleteLock },
  { file: "shared/design/tokens-css.ts", render: renderTokens },
  {
    file: "infrastructure/compose/compose.yaml",
    render: async () => renderComposeFile(await serviceVariables()),
  },
  { file: "infrastructure/compose/compose.override.yaml", render: () => Promise.resolve(renderOverrideFile()) },
  ...proxyFiles().map(({ file, content }) => ({ file, render: () => Promise.resolve(content) })),
  ...kubernetesFiles(await serviceVariables(), await platformVersion()).map(({ file, content }) => ({
    ...{ file, render: () => Promise.resolve(content) },
  })),
  { file: "docs/personal-data.md", render: () => Promise.resolve(personalDataPage()) },
  ...monitoringFiles().map(({ file, content }) => ({ file, render: () => Promise.resolve(content) })),
  ...referenceFiles().map(({ file, content }) => ({ file, render: () => Promise.resolve(content) })),
];

/** One for the whole platform: the root's. */
async function platformVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(repositoryRoot, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}

/** For services, whose bundles have no files beside them. */
async function renderTokens(): Promise<string> {
  const css = await readFile(path.join(repositoryRoot, "shared/design/tokens.css"), "utf8");
  return [
    "/** `tokens.css` as text. Made by `make generate`. */",
    `export const TOKENS_CSS =\n  ${singleQuoted(css)};`,
    "",
  ].join("\n");
}

/** As the formatter writes a text with double quotes in it. */
function singleQuoted(text: string): string {
  const quoted = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${quoted}'`;
}

/** Writes the generated files; with `--check` only compares. */
export async function runGenerate(args: string[]): Promise<void> {
  const stale: string[] = [];
  for (const { file, render } of GENERATED) {
    const target = path.join(repositoryRoot, file);
    const content = await render();
    if ((await readFile(target, "utf8").catch(() => undefined)) === content) continue;
    stale.push(file);
    if (!args.includes("--check")) {
      await mkdir(path.dirname(target), { recursive: true });
      await writeFile(target, content);
    }
  }
  if (args.includes("--check") && stale.length > 0) {
    throw new UserError(`not what the source says any more: ${stale.join(", ")}: run \`make generate\`.`);
  }
  for (const file of stale) console.log(`wrote ${file}`);
}
