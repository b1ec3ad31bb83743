import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { referenceFiles } from "@chorus/contracts/documents/reference-files";
import { personalDataPage } from "@chorus/database/personal-data/page";
import { renderCompleteLock } from "./checks/complete-lock.ts";
import { renderEnvironmentExample } from "./checks/environment-example.ts";
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
  { file: "docs/personal-data.md", render: () => Promise.resolve(personalDataPage()) },
  ...referenceFiles().map(({ file, content }) => ({ file, render: () => Promise.resolve(content) })),
];

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
