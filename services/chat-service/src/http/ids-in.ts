const ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;

/** Every id anywhere in a value, once. */
export function idsIn(value: unknown): string[] {
  const found = JSON.stringify(value ?? null).matchAll(ID);
  return [...new Set([...found].map(([id]) => id.toLowerCase()))];
}
