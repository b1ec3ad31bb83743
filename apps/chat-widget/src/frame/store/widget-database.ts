/** The messages that are kept on this device until they are sent: of a conversation, and first messages. */
type Shelf = "outbox" | "early";

/** One browser's IndexedDB for one tenant, in the widget's own origin. Every function rejects where storage is blocked. */
export interface WidgetDatabase {
  all<Item>(shelf: Shelf): Promise<Item[]>;
  put(shelf: Shelf, item: object): Promise<void>;
  remove(shelf: Shelf, clientMessageId: string): Promise<void>;
  /** Deletes the database. */
  destroy(): Promise<void>;
}

export function widgetDatabase(tenantKey: string): WidgetDatabase {
  const name = `chorus.${tenantKey}`;
  let opened: Promise<IDBDatabase> | null = null;
  const open = () =>
    (opened ??= openDatabase(name).catch((error: unknown) => {
      opened = null;
      throw error;
    }));
  const change = async (shelf: Shelf, by: (store: IDBObjectStore) => void) => {
    const transaction = (await open()).transaction(shelf, "readwrite");
    by(transaction.objectStore(shelf));
    // From here on it is durable, also when the page is closed at this moment.
    transaction.commit();
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener("complete", () => resolve());
      transaction.addEventListener("abort", () => reject(transaction.error));
    });
  };
  return {
    async all<Item>(shelf: Shelf) {
      // Reading must not create a database.
      if (!opened && "databases" in indexedDB && !(await exists(name))) return [];
      // Keys are version 7 UUIDs: their order is the order of writing.
      const store = (await open()).transaction(shelf).objectStore(shelf);
      return finished(store.getAll() as IDBRequest<Item[]>);
    },
    put: (shelf, item) => change(shelf, (store) => store.put(item)),
    remove: (shelf, clientMessageId) => change(shelf, (store) => store.delete(clientMessageId)),
    async destroy() {
      (await opened?.catch(() => null))?.close();
      opened = null;
      await finished(indexedDB.deleteDatabase(name));
    },
  };
}

async function exists(name: string): Promise<boolean> {
  return (await indexedDB.databases()).some((database) => database.name === name);
}

async function openDatabase(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.addEventListener("upgradeneeded", () => {
    for (const shelf of ["outbox", "early"] satisfies Shelf[]) {
      request.result.createObjectStore(shelf, { keyPath: "clientMessageId" });
    }
  });
  const database = await finished(request);
  // Another tab deletes it: close, so as not to block that.
  database.addEventListener("versionchange", () => database.close());
  return database;
}

function finished<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () => reject(request.error ?? new Error("IndexedDB")));
  });
}
