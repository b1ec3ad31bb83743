import { AppError, notFound } from "@chorus/kernel/app-error";
import pg from "pg";

const RETRY_MS = 1_000;

/** SQLSTATE classes and codes after which the same request may succeed: connection, resources, shutdown, lock, serialization. */
const TRANSIENT = /^(08|53|57P0|55P03|40001|40P01|57014)/;
const TRANSIENT_NODE = new Set(["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN"]);

/** SQLSTATE classes of invalid requests: data exception, program limit exceeded. */
const REFUSED_VALUE = /^(22|54)/;

/** SQLSTATE deadlock_detected and serialization_failure: Postgres aborted this transaction, and it can be retried. */
const CHOSEN_AS_VICTIM = /^(40P01|40001)$/;
const MAX_TRIES = 4;

/** Runs a transaction again that Postgres has aborted for the sake of another. */
export async function untilNotDeadlocked<Result>(transaction: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction();
    } catch (error) {
      const isVictim = error instanceof pg.DatabaseError && CHOSEN_AS_VICTIM.test(error.code ?? "");
      if (!isVictim || tries === MAX_TRIES) throw error;
    }
  }
}

/** A foreign key violation: the referenced row does not exist (any more). */
const FOREIGN_KEY_VIOLATION = "23503";
/** Or the other way round: what is to go is referenced by something that came meanwhile. */
const STILL_USED = /still referenced/;

/** @throws AppError for what callers are to be told, as `openDatabase` says */
export async function translated<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (error instanceof pg.DatabaseError && REFUSED_VALUE.test(error.code ?? "")) {
      throw new AppError("invalid", {
        detail: "A value in the request cannot be stored or searched for.",
        cause: error,
      });
    }
    if (
      error instanceof pg.DatabaseError &&
      error.code === FOREIGN_KEY_VIOLATION &&
      STILL_USED.test(error.detail ?? "")
    )
      throw new AppError("conflict", { detail: "Something uses it at this moment: try again.", cause: error });
    if (error instanceof pg.DatabaseError && error.code === FOREIGN_KEY_VIOLATION)
      throw new AppError("not_found", { detail: notFound().detail, cause: error });
    if (!isTransient(error)) throw error;
    throw new AppError("unavailable", {
      detail: "The database is not available right now.",
      retryMs: RETRY_MS,
      cause: error,
    });
  }
}

function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  // pg reports a connect timeout of the pool, and a connection cut during a query, without a code.
  return (
    TRANSIENT.test(code) ||
    TRANSIENT_NODE.has(code) ||
    /timeout exceeded|Connection terminated|not queryable/.test(error.message)
  );
}
