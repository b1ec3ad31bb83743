import type { OrderEvent } from "@chorus/contracts/entities/order";
import { useTexts } from "../../../lib/language/texts.ts";
import { usePeople } from "../../people/api/use-people.ts";
import { orderTexts } from "../order-texts.ts";

/** Who did something to an order, by name where there is one. */
export function useActorName(customerName: string): (actor: OrderEvent["actor"]) => string {
  const { actors } = useTexts(orderTexts);
  const people = usePeople().data ?? [];
  return ({ type, id }) => {
    if (type === "customer") return customerName || actors.customer;
    return people.find((person) => person.id === id)?.name ?? actors[type];
  };
}
