import type { Delivery } from "@chorus/contracts/entities/delivery";
import { Button } from "../../../components/ui/button.tsx";
import { Checkbox } from "../../../components/ui/checkbox.tsx";
import { showDone, showProblem } from "../../../lib/desk/notices.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
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
    <div className="flex min-h-11 flex-wrap items-center gap-3 border-b border-line px-4 py-1.5 md:px-5">
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
              showDone(t.replayed(formatNumber(replayed), leftAlone));
            },
            onError: showProblem,
          })
        }
      >
        {wanted.length === 0 ? t.retry : t.replay(formatNumber(wanted.length))}
      </Button>
    </div>
  );
}
