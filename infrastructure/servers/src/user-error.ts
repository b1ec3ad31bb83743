/** Something the person at the terminal can put right. Its message is all that is printed: what is wrong and what to do. */
export class UserError extends Error {
  override readonly name = "UserError";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function errorCodeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
