import type { Order } from "@chorus/contracts/entities/order";
import { useQueryClient } from "@tanstack/react-query";
import { TagsField } from "../../../components/ui/tags-field.tsx";
import { showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { knownLabels } from "../api/known-labels.ts";
import { useSetLabels } from "../api/use-order.ts";
import { orderTexts } from "../order-texts.ts";

/** As the route takes them. */
const MOST = { labels: 20, characters: 40 };
const asTyped = (typed: string) => typed;

/** The labels of an order, which can be taken away and added. In a list they lie above the row's own link. */
export function OrderLabels({ order, isInList = false }: { order: Order; isInList?: boolean }) {
  const t = useTexts(orderTexts);
  const queryClient = useQueryClient();
  const set = useSetLabels(order);
  const mayChange = order.allowedActions.includes("tag");
  if (!mayChange && order.tags.length === 0) return null;
  const number = String(order.number);
  const texts = isInList
    ? { add: t.addLabelTo(number), remove: (label: string) => t.removeLabelFrom(label, number) }
    : { add: t.addLabel, remove: t.removeLabel };
  return (
    <TagsField
      // What was sent is shown at once.
      tags={set.isPending ? set.variables : order.tags}
      onChange={mayChange ? (tags) => set.mutate(tags, { onError: (error) => showProblem(error) }) : null}
      known={() => knownLabels(queryClient)}
      texts={texts}
      maxTags={MOST.labels}
      maxCharacters={MOST.characters}
      toTag={asTyped}
      isInList={isInList}
      {...(isInList && { className: "relative" })}
    />
  );
}
