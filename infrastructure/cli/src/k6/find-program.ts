import { access, constants } from "node:fs/promises";
import path from "node:path";

/** Where a program of this name is on the PATH or in one of our own folders; undefined when it is in none. */
export async function findProgram(name: string, ownFolders: readonly string[] = []): Promise<string | undefined> {
  for (const folder of [...(process.env["PATH"] ?? "").split(path.delimiter), ...ownFolders]) {
    const file = path.join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return file;
  }
  return undefined;
}
