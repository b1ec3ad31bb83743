import { createHash } from "node:crypto";

/** Four megabytes: greetings, saved replies, and texts that are pasted repeatedly. */
const MAX_COUNT = 2_000;

/** Caches the vectors of recent texts by a hash, because texts may contain names. */
export function rememberVectors(embed: (texts: readonly string[], turn: string) => Promise<number[][]>) {
  const known = new Map<string, Float32Array>();
  const keep = (key: string, vector: ArrayLike<number>) => {
    known.delete(key);
    known.set(key, Float32Array.from(vector));
    const [oldest] = known.keys();
    if (known.size > MAX_COUNT && oldest !== undefined) known.delete(oldest);
  };
  return async (texts: readonly string[], turn: string): Promise<number[][]> => {
    const keys = texts.map((text) => createHash("sha256").update(text).digest("base64"));
    const found = new Map(keys.flatMap((key) => (known.has(key) ? [[key, known.get(key)] as const] : [])));
    const missing = new Map(keys.flatMap((key, index) => (found.has(key) ? [] : [[key, texts[index] ?? ""] as const])));
    const made = await embed([...missing.values()], turn);
    for (const [index, key] of [...missing.keys()].entries()) found.set(key, Float32Array.from(made[index] ?? []));
    return keys.map((key) => {
      const vector = found.get(key) ?? [];
      keep(key, vector);
      return Array.from(vector);
    });
  };
}
