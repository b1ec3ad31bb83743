import { ChromaClient, type Collection, type Where } from "chromadb";
import { z } from "zod";
import type { Embedder } from "./embedder.ts";

/** A document's place: with the tenant in front it is the entry's id. */
export interface DocumentKey {
  conversationId: string;
  kind: "message" | "brief";
  seq: number;
}

export interface Neighbour extends DocumentKey {
  /** Cosine, -1 to 1. */
  likeness: number;
}

/** The one way to the vector store. Every call names the company, and nothing of another's is written, answered or removed. */
export interface VectorStore {
  /** Model and dimensions are part of it: another model means another collection. */
  collection: string;
  upsert(tenantId: string, entries: readonly { key: DocumentKey; vector: number[] }[]): Promise<void>;
  query(tenantId: string, vector: number[], limit: number): Promise<Neighbour[]>;
  remove(tenantId: string, keys: readonly DocumentKey[]): Promise<void>;
  removeConversation(tenantId: string, conversationId: string): Promise<void>;
  count(tenantId: string): Promise<number>;
  /** There is nothing of anybody: it is new, or was emptied. */
  isEmpty(): Promise<boolean>;
}

const Tenant = z.uuid();
/** Larger requests are refused by the server. */
const BATCH = 500;
const Metadata = z.object({
  tenant_id: z.string(),
  conversation_id: z.string(),
  kind: z.enum(["message", "brief"]),
  seq: z.number(),
});

/**
 * One collection for all companies, because each collection costs 21 MB on disk; the company is in every filter and every id,
 * and is looked at again in every answer. Texts are not given away: the store knows numbers and ids only. Writes go one after the
 * other, which is when Chroma is fastest.
 */
export function createVectorStore(url: string, embedder: Pick<Embedder, "model" | "dimensions">): VectorStore {
  const { hostname, port, protocol } = new URL(url);
  const ssl = protocol === "https:";
  const client = new ChromaClient({ host: hostname, port: Number(port || (ssl ? 443 : 80)), ssl });
  const name = `chorus_documents__${embedder.model}_${embedder.dimensions}_v1`;
  let opened: Promise<Collection> | undefined;
  const collection = (): Promise<Collection> => {
    opened ??= client
      .getOrCreateCollection({
        name,
        embeddingFunction: null,
        configuration: { hnsw: { space: "cosine", ef_search: 200 } },
      })
      .catch((error: unknown) => {
        opened = undefined;
        throw error;
      });
    return opened;
  };
  /** A store that was emptied has another collection of the same name. */
  const withCollection = async <Result>(work: (found: Collection) => Promise<Result>): Promise<Result> => {
    try {
      return await work(await collection());
    } catch (error) {
      opened = undefined;
      throw error;
    }
  };
  let writing: Promise<unknown> = Promise.resolve();
  const write = (work: (found: Collection) => Promise<unknown>): Promise<void> => {
    const done = writing.then(() => withCollection(work));
    writing = done.catch(() => undefined);
    return done.then(() => undefined);
  };
  return {
    collection: name,
    async upsert(tenantId, entries) {
      const tenant = Tenant.parse(tenantId);
      for (let at = 0; at < entries.length; at += BATCH) {
        const batch = entries.slice(at, at + BATCH);
        await write((found) =>
          found.upsert({
            ids: batch.map(({ key }) => idOf(tenant, key)),
            embeddings: batch.map(({ vector }) => vector),
            metadatas: batch.map(({ key }) => ({
              tenant_id: tenant,
              conversation_id: key.conversationId,
              kind: key.kind,
              seq: key.seq,
            })),
          }),
        );
      }
    },
    async query(tenantId, vector, limit) {
      const tenant = Tenant.parse(tenantId);
      const answer = await withCollection((found) =>
        found.query({
          queryEmbeddings: [vector],
          nResults: limit,
          where: { tenant_id: tenant },
          include: ["metadatas", "distances"],
        }),
      );
      const distances = answer.distances[0] ?? [];
      return (answer.metadatas[0] ?? []).flatMap((raw, index): Neighbour[] => {
        const metadata = Metadata.safeParse(raw);
        if (!metadata.success || metadata.data.tenant_id !== tenant) return [];
        const { conversation_id: conversationId, kind, seq } = metadata.data;
        return [{ conversationId, kind, seq, likeness: 1 - (distances[index] ?? 2) }];
      });
    },
    async remove(tenantId, keys) {
      const tenant = Tenant.parse(tenantId);
      if (keys.length === 0) return;
      const ids = keys.map((key) => idOf(tenant, key));
      await write((found) => found.delete({ ids, where: { tenant_id: tenant } }));
    },
    async removeConversation(tenantId, conversationId) {
      const where: Where = {
        $and: [{ tenant_id: Tenant.parse(tenantId) }, { conversation_id: z.uuid().parse(conversationId) }],
      };
      await write((found) => found.delete({ where }));
    },
    async count(tenantId) {
      const tenant = Tenant.parse(tenantId);
      const { ids } = await withCollection((found) => found.get({ where: { tenant_id: tenant }, include: [] }));
      return ids.length;
    },
    isEmpty: () => withCollection(async (found) => (await found.count()) === 0),
  };
}

function idOf(tenant: string, { conversationId, kind, seq }: DocumentKey): string {
  return `${tenant}:${conversationId}:${kind}:${seq}`;
}
