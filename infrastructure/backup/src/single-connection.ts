import { type Database, openDatabase } from "@chorus/database/database";

/**
 * A connection for a few questions, of whoever may see every tenant. One that breaks while it is idle is opened anew at the next
 * question, which fails when that is not possible, so the break by itself is nobody's concern.
 */
export function openSingleConnection(url: string, applicationName: string): Database {
  return openDatabase({ ...{ url, applicationName, poolSize: 1 }, onError: () => undefined });
}
