import { readdir, readFile, readlink, stat } from "node:fs/promises";

/** Kept by nginx for the time of a request, without a name in any folder. */
const IS_FILE = /^\/.+ \(deleted\)$/;

/** What a proxy with its workers holds for its clients: memory, and files that it has made and deleted, which are memory on a tmpfs. */
export async function heldBytes(pid: number): Promise<{ memory: number; files: number }> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8");
  const workers = await Promise.all(
    children
      .split(" ")
      .filter(Boolean)
      .map((child) => heldBytes(Number(child))),
  );
  const own = { memory: await residentBytes(pid), files: await fileBytes(pid) };
  return [own, ...workers].reduce((sum, { memory, files }) => ({
    memory: sum.memory + memory,
    files: sum.files + files,
  }));
}

/** Without what is shared with other processes or read from a file. */
async function residentBytes(pid: number): Promise<number> {
  const [, kibibytes] = /^RssAnon:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kibibytes) * 1024;
}

async function fileBytes(pid: number): Promise<number> {
  const folder = `/proc/${pid}/fd`;
  const sizes = (await readdir(folder)).map(async (name) => {
    const target = await readlink(`${folder}/${name}`).catch(() => "");
    return IS_FILE.test(target) ? (await stat(`${folder}/${name}`)).size : 0;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
