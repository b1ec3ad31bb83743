import { ChromaClient } from "chromadb";
import { z } from "zod";
import { collectionNameOf, collectionOf, type StoredCollection } from "./collection-name.ts";
import { openCollections } from "./open-collections.ts";
import { readFirstWritten } from "./read-first-written.ts";

/** Identifies a document: prefixed with the tenant it is the entry's id. */
export interface DocumentKey {
  conversationId: string;
  kind: "message" | "brief";
  seq: number;
}

export interface Neighbour extends DocumentKey {
  /** Cosine, -1 to 1. */
  similarity: number;
}

/** The only access to the vector store. Every call names the tenant, and no other tenant's entries are written, returned or removed. */
export interface VectorStore {
  /** Model and dimensions, a part of each collection's name: vectors of different models cannot be compared. */
  label: string;
  upsert(tenantId: string, entries: readonly { key: DocumentKey; vector: number[] }[]): Promise<void>;
  /** The nearest, nearest first; none of the conversations `without`. */
  query(tenantId: string, vector: number[], limit: number, without?: readonly string[]): Promise<Neighbour[]>;
  remove(tenantId: string, keys: readonly DocumentKey[]): Promise<void>;
  removeConversation(tenantId: string, conversationId: string): Promise<void>;
  /** How many vectors of this model a tenant has. */
  count(tenantId: string): Promise<number>;
  /** Every tenant's collections, of this model and of others. */
  list(): Promise<StoredCollection[]>;
  /** Deletes all entries of a tenant for a model. */
  drop(collection: StoredCollection): Promise<void>;
}

const Id = z.tuple([z.uuid(), z.uuid(), z.enum(["message", "brief"]), z.string().regex(/^\d+$/).transform(Number)]);
/** Larger requests are refused by the server. */
const BATCH = 500;
const PAGE = 100;

/**
 * A collection for each tenant: in one collection with the entries of fifty tenants, a filter costs Chroma eighteen times as much as
 * the search itself, and grows with all entries. The tenant is in the collection's name and in every id, and is
 * checked again in each answer. Texts are not stored there, only numbers and ids. Writes are sequential,
 * which is fastest for Chroma.
 */
export function createVectorStore(url: string, { label }: { label: string }): VectorStore {
  const { hostname, port, protocol } = new URL(url);
  const ssl = protocol === "https:";
  const client = new ChromaClient({ host: hostname, port: Number(port || (ssl ? 443 : 80)), ssl });
  const collections = openCollections(client);
  const nameOf = (tenantId: string) => collectionNameOf({ tenantId, label });
  let writing: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>): Promise<void> => {
    const done = writing.then(work);
    writing = done.catch(() => undefined);
    return done.then(() => undefined);
  };
  return {
    label,
    async upsert(tenantId, entries) {
      const name = nameOf(tenantId);
      for (let at = 0; at < entries.length; at += BATCH) {
        const batch = entries.slice(at, at + BATCH);
        const written = {
          ids: batch.map(({ key }) => idOf(tenantId, key)),
          embeddings: batch.map(({ vector }) => vector),
          metadatas: batch.map(({ key }) => ({ conversation_id: key.conversationId })),
        };
        await inTurn(() => collections.make(name, (found) => found.upsert(written)));
      }
    },
    async query(tenantId, vector, limit, without = []) {
      const where = without.length === 0 ? {} : { where: { conversation_id: { $nin: [...without] } } };
      const answer = await collections.use(nameOf(tenantId), (found) =>
        readFirstWritten(() =>
          found.query({ queryEmbeddings: [vector], nResults: limit, include: ["distances"], ...where }),
        ),
      );
      const distances = answer?.distances[0] ?? [];
      return (answer?.ids[0] ?? []).flatMap((id, index): Neighbour[] => {
        const parsed = Id.safeParse(id.split(":"));
        if (!parsed.success || parsed.data[0] !== tenantId) return [];
        const [, conversationId, kind, seq] = parsed.data;
        return [{ conversationId, kind, seq, similarity: 1 - (distances[index] ?? 2) }];
      });
    },
    async remove(tenantId, keys) {
      const name = nameOf(tenantId);
      if (keys.length === 0) return;
      const ids = keys.map((key) => idOf(tenantId, key));
      await inTurn(() => collections.use(name, (found) => found.delete({ ids })));
    },
    async removeConversation(tenantId, conversationId) {
      const name = nameOf(tenantId);
      const where = { conversation_id: z.uuid().parse(conversationId) };
      await inTurn(() => collections.use(name, (found) => found.delete({ where })));
    },
    count: async (tenantId) => (await collections.use(nameOf(tenantId), (found) => found.count())) ?? 0,
    async list() {
      const found: StoredCollection[] = [];
      for (let offset = 0; ; offset += PAGE) {
        const page = await client.listCollections({ limit: PAGE, offset });
        found.push(...page.flatMap(({ name }) => collectionOf(name) ?? []));
        if (page.length < PAGE) return found;
      }
    },
    drop: (collection) => inTurn(() => collections.drop(collectionNameOf(collection))),
  };
}

function idOf(tenantId: string, { conversationId, kind, seq }: DocumentKey): string {
  return `${tenantId}:${conversationId}:${kind}:${seq}`;
}
