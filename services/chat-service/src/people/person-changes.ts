import type { UserRow } from "./rows/queries.ts";

type Person = Pick<UserRow, "id" | "name" | "role" | "disabled_at">;

/** The row changes of an update; somebody who is disabled already keeps the time since when. */
export function changedPerson(
  current: Person,
  change: { name?: string | undefined; role?: UserRow["role"] | undefined; disabled?: boolean | undefined },
  nowMs: number,
): Pick<UserRow, "name" | "role" | "disabled_at"> {
  const { name = current.name, role = current.role, disabled } = change;
  if (disabled === undefined) return { name, role, disabled_at: current.disabled_at };
  return { name, role, disabled_at: disabled ? (current.disabled_at ?? new Date(nowMs)) : null };
}

/** Whether the change would leave the tenant without an owner. @param owners the active owners before the change */
export function takesLastOwner(
  current: Person,
  next: Pick<UserRow, "role" | "disabled_at">,
  owners: readonly Pick<UserRow, "id">[],
): boolean {
  const losesOwner = current.role === "owner" && (next.role !== "owner" || next.disabled_at !== null);
  return losesOwner && owners.every(({ id }) => id === current.id);
}
