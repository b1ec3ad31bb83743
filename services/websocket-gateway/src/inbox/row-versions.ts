import type { Conversation } from "@chorus/contracts/entities/conversation";

const REMEMBER_MS = 60_000;

interface Version {
  headSeq: number;
  updatedAt: string;
  atMs: number;
}

/** The last version sent of each list row: rows come by Redis and by the sweep, and an older one may come later. */
export class RowVersions {
  readonly #versions = new Map<string, Version>();

  /** False for a version that is not newer than the last one sent. */
  admit({ id, headSeq, updatedAt }: Pick<Conversation, "id" | "headSeq" | "updatedAt">, nowMs: number): boolean {
    const last = this.#versions.get(id);
    if (last && headSeq <= last.headSeq && updatedAt <= last.updatedAt) return false;
    this.#versions.set(id, { headSeq, updatedAt, atMs: nowMs });
    return true;
  }

  forgetOld(nowMs: number): void {
    for (const [id, { atMs }] of this.#versions) if (nowMs - atMs > REMEMBER_MS) this.#versions.delete(id);
  }
}
