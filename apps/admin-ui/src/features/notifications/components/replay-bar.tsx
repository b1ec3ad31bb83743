import type { Delivery } from "@chorus/contracts/entities/delivery";
import { Button } from "../../../components/ui/button.tsx";
import { showNotice, showProblem } from "../../../lib/desk/notices.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { Checkbox } from "../../settings/widget/components/checkbox.tsx";
import { useReplay } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";

/** As many as the route takes at once. */
const AT_ONCE = 200;

interface ReplayBarProps {
  items: readonly Delivery[];
  chosen: ReadonlySet<string>;
  onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Several that were given up, tried again together. */
export function ReplayBar({ items, chosen, onChoose }: ReplayBarProps) {
  const t = useTexts(deliveryTexts);
  const replay = useReplay();
  const ids = items.map(({ id }) => id).slice(0, AT_ONCE);
  const wanted = ids.filter((id) => chosen.has(id));
  const isAll = wanted.length === ids.length;
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-3 border-b border-line px-3 py-2 sm:px-5">
      <Checkbox
        label={t.selectAll}
        isChecked={isAll}
        onChange={(isChecked) => onChoose(new Set(isChecked ? ids : []))}
      />
      <Button
        look="primary"
        className="ml-auto"
        disabled={wanted.length === 0}
        isBusy={replay.isPending}
        onClick={() =>
          replay.mutate(wanted, {
            onSuccess: ({ replayed, leftAlone }) => {
              onChoose(new Set());
              showNotice(t.replayed(replayed, leftAlone));
            },
            onError: showProblem,
          })
        }
      >
        {wanted.length === 0 ? t.retry : t.replay(wanted.length)}
      </Button>
    </div>
  );
}
