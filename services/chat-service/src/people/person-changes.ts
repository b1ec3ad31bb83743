import type { UserRow } from "./rows/queries.ts";

type Person = Pick<UserRow, "id" | "name" | "role" | "disabled_at">;

/** What a person becomes with these changes; who is already disabled stays so since then. */
export function changedPerson(
  current: Person,
  change: { name?: string | undefined; role?: UserRow["role"] | undefined; disabled?: boolean | undefined },
  nowMs: number,
): Pick<UserRow, "name" | "role" | "disabled_at"> {
  const { name = current.name, role = current.role, disabled } = change;
  if (disabled === undefined) return { name, role, disabled_at: current.disabled_at };
  return { name, role, disabled_at: disabled ? (current.disabled_at ?? new Date(nowMs)) : null };
}

/** Would nobody be left to own the tenant? @param owners those who are let in, before the change */
export function takesLastOwner(
  current: Person,
  next: Pick<UserRow, "role" | "disabled_at">,
  owners: readonly Pick<UserRow, "id">[],
): boolean {
  const losesOwner = current.role === "owner" && (next.role !== "owner" || next.disabled_at !== null);
  return losesOwner && owners.every(({ id }) => id === current.id);
}
