import pg from "pg";

type Callback = (error: Error | null, result: pg.QueryResult) => void;
type Send = (query: unknown, values: unknown, callback?: Callback) => unknown;

/**
 * A connection whose queries end young. Where a caller has no callback, pg assigns one to the finished query, and V8 makes functions that
 * are assigned to a property among old objects: whatever they reach, here the rows, lives until the whole heap is collected.
 */
export class Client extends pg.Client {
  override query = ((query: unknown, values?: unknown, callback?: Callback) => {
    const send = super.query.bind(this) as Send;
    const wantsPromise = callback === undefined && typeof values !== "function" && !isSubmittable(query);
    if (!wantsPromise) return send(query, values, callback);
    return new Promise((resolve, reject) => {
      send(query, values, (error, result) => (error ? reject(error) : resolve(result)));
    });
  }) as pg.Client["query"];
}

/** A query of its own kind, such as a cursor. */
function isSubmittable(query: unknown): boolean {
  return typeof query === "object" && query !== null && "submit" in query;
}
