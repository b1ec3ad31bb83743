import type { AllowedOrigins, Origins } from "./allowed-origins.ts";
import { embedProblem, type Embedding } from "./frame-policy.ts";

/** The loader does not wait longer for the verdict: the frame has its own. */
const PATIENCE_MS = 700;
const FRESH_MS = 30_000;
const MAX_KEYS = 1_000;

interface LoaderRequest {
  /** In the loader's address; null for a line of before, which has it in an attribute that no server sees. */
  key: string | null;
  referer: string | undefined;
  visitorAddress: string;
}

/**
 * The script that a page gets instead of the loader when it may not embed the widget: nothing is drawn, and its developers
 * read in the console what to change. Null: the loader, also when nobody knows.
 */
export function loaderRefusals(allowedOrigins: AllowedOrigins, policy: Omit<Embedding, "allowedOrigins">) {
  const recent = new Map<string, { atMs: number; origins: Promise<Origins> }>();
  const ask = (key: string, visitorAddress: string): Promise<Origins> => {
    const patience = new Promise<"away">((resolve) => setTimeout(resolve, PATIENCE_MS, "away"));
    const origins = Promise.race([allowedOrigins(key, visitorAddress), patience]);
    const [oldest] = recent.keys();
    if (recent.size >= MAX_KEYS && oldest !== undefined) recent.delete(oldest);
    recent.delete(key);
    recent.set(key, { atMs: performance.now(), origins });
    return origins;
  };
  return async ({ key, referer, visitorAddress }: LoaderRequest): Promise<string | null> => {
    if (key === null || referer === undefined || !URL.canParse(referer)) return null;
    const { origin } = new URL(referer);
    const problemFor = (origins: Origins) => embedProblem({ ...policy, allowedOrigins: origins }, { key, origin });
    const last = recent.get(key);
    const isFresh = last !== undefined && performance.now() - last.atMs < FRESH_MS;
    if (isFresh && problemFor(await last.origins) === null) return null;
    // A refusal is never old: somebody may just have changed what was wrong.
    const problem = problemFor(await ask(key, visitorAddress));
    return problem && `console.warn(${JSON.stringify(`Chorus: ${problem}`)});`;
  };
}
