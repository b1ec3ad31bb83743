import { AppError } from "@chorus/kernel/app-error";

interface RoutingFields {
  skills?: string[] | undefined;
  capacity?: number | undefined;
}

/**
 * Skills and capacity are stored for a later routing; until that exists, a value other than the default is refused because it
 * would have no effect.
 * @throws AppError `not_available`
 */
export function requireRoutingUnchanged(given: RoutingFields, stored: { skills: string[]; capacity: number }): void {
  const errors = [
    ...(given.skills !== undefined && given.skills.join() !== stored.skills.join() ? ["skills"] : []),
    ...(given.capacity !== undefined && given.capacity !== stored.capacity ? ["capacity"] : []),
  ].map((path) => ({ path, message: "is not available yet: nothing routes by it" }));
  if (errors.length === 0) return;
  const names = errors.map(({ path }) => path).join(" and ");
  throw new AppError("not_available", {
    detail: `${names}: not available yet, nothing routes by it. Leave it out.`,
    errors,
  });
}

/** The defaults, which are the only allowed values for now. */
export const DEFAULT_ROUTING = { skills: [], capacity: 5 };
