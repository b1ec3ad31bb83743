import { type ChromaClient, ChromaNotFoundError, type Collection } from "chromadb";

/** The ids of so many collections are cached, so that a call is one request. */
const MAX_REMEMBERED = 1_000;

/** Collections by name. Each is looked up once, and again when the store reports that it does not exist any more. */
export interface OpenCollections {
  /** Null when the collection does not exist: a search does not create it. */
  use<Result>(name: string, work: (found: Collection) => Promise<Result>): Promise<Result | null>;
  /** Creates the collection if necessary. */
  make(name: string, work: (found: Collection) => Promise<unknown>): Promise<void>;
  drop(name: string): Promise<void>;
}

export function openCollections(client: ChromaClient): OpenCollections {
  const known = new Map<string, Promise<Collection>>();
  const open = (name: string, ask: () => Promise<Collection>): Promise<Collection> => {
    const opened = known.get(name) ?? ask();
    known.delete(name);
    known.set(name, opened);
    const [oldest] = known.keys();
    if (known.size > MAX_REMEMBERED && oldest !== undefined) known.delete(oldest);
    opened.catch(() => known.delete(name));
    return opened;
  };
  /** In a store that was emptied the collection has another id, or does not exist. */
  const attempt = async <Result>(
    name: string,
    ask: () => Promise<Collection>,
    work: (found: Collection) => Promise<Result>,
  ): Promise<Result> => {
    const isRemembered = known.has(name);
    try {
      return await work(await open(name, ask));
    } catch (error) {
      known.delete(name);
      if (!isRemembered || !(error instanceof ChromaNotFoundError)) throw error;
      return work(await open(name, ask));
    }
  };
  return {
    async use(name, work) {
      try {
        return await attempt(name, () => client.getCollection({ name }), work);
      } catch (error) {
        if (error instanceof ChromaNotFoundError) return null;
        throw error;
      }
    },
    async make(name, work) {
      const configuration = { hnsw: { space: "cosine", ef_search: 200 } } as const;
      const ask = () => client.getOrCreateCollection({ name, embeddingFunction: null, configuration });
      await attempt(name, ask, work);
    },
    async drop(name) {
      known.delete(name);
      try {
        await client.deleteCollection({ name });
      } catch (error) {
        if (!(error instanceof ChromaNotFoundError)) throw error;
      }
    },
  };
}
