/** Above every character. */
const NODE = 65_536;

/**
 * Which of some lines occur within a text. All are looked for in one pass (Aho and Corasick), because to look for each by itself
 * takes a time that grows with both, and both are written by customers.
 */
export function linesWithin(text: string, lines: ReadonlySet<string>): Set<string> {
  const next = new Map<number, number>();
  const endOf = new Map<string, number>();
  for (const line of lines) {
    let node = 0;
    for (let at = 0; at < line.length; at += 1) {
      const edge = node * NODE + line.charCodeAt(at);
      node = next.get(edge) ?? next.size + 1;
      if (node > next.size) next.set(edge, node);
    }
    endOf.set(line, node);
  }
  const { shorter, byDepth } = shorterOnes(next);
  const isSeen = new Uint8Array(next.size + 1);
  let node = 0;
  for (let at = 0; at < text.length; at += 1) {
    node = follow(next, shorter, node, text.charCodeAt(at));
    isSeen[node] = 1;
  }
  // Where a longer one was seen, so was what it ends with.
  for (const deeper of byDepth.toReversed()) if (isSeen[deeper]) isSeen[shorter[deeper] ?? 0] = 1;
  return new Set([...lines].filter((line) => isSeen[endOf.get(line) ?? 0]));
}

/** For each beginning of a line the longest other one that it ends with, and all beginnings by their length. */
function shorterOnes(next: ReadonlyMap<number, number>): { shorter: Int32Array; byDepth: number[] } {
  const edges: [code: number, node: number][][] = Array.from({ length: next.size + 1 }, () => []);
  for (const [edge, node] of next) edges[Math.floor(edge / NODE)]?.push([edge % NODE, node]);
  const shorter = new Int32Array(next.size + 1);
  const byDepth = [0];
  for (const node of byDepth) {
    for (const [code, deeper] of edges[node] ?? []) {
      shorter[deeper] = node === 0 ? 0 : follow(next, shorter, shorter[node] ?? 0, code);
      byDepth.push(deeper);
    }
  }
  return { shorter, byDepth };
}

function follow(next: ReadonlyMap<number, number>, shorter: Int32Array, from: number, code: number): number {
  let node = from;
  for (;;) {
    const found = next.get(node * NODE + code);
    if (found !== undefined) return found;
    if (node === 0) return 0;
    node = shorter[node] ?? 0;
  }
}
