/** A provider has answered that it failed, and gives this answer to the same key again. */
export class KeptFailure extends Error {
  override name = "KeptFailure";
  readonly idempotencyKey: string;
  /** The provider's name of it. */
  readonly type: string;
  constructor(idempotencyKey: string, cause: { type: string }) {
    super("the provider keeps a failure for this key", { cause });
    this.idempotencyKey = idempotencyKey;
    this.type = cause.type;
  }
}
