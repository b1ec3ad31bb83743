import type { Customer } from "@chorus/contracts/entities/people";
import { listCustomers } from "@chorus/contracts/routes/customers";
import { queryOptions } from "@tanstack/react-query";
import type { DeskSession } from "../session/desk-session.ts";

/** Whoever is meant is among these. */
const MAX_FOUND_PEOPLE = 5;
/** As long as the route takes. */
const LONGEST_NAME = 200;

/** Customers by name, address or number; the same for the palette and the search. */
export function customersFound({ rest }: Pick<DeskSession, "rest">, name: string) {
  return queryOptions({
    queryKey: ["found-customers", name],
    enabled: name.length > 1 && name.length <= LONGEST_NAME,
    queryFn: async ({ signal }): Promise<readonly Customer[]> =>
      (await rest.call(listCustomers, { query: { q: name, limit: MAX_FOUND_PEOPLE }, signal })).items.slice(
        0,
        MAX_FOUND_PEOPLE,
      ),
  });
}
