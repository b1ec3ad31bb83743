import { WARNED_SHARE } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import { Badge } from "../../../components/ui/badge.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { operatorTexts } from "../operator-texts.ts";

/** How much of a quota is used; 1 is all of it. */
function shareOf({ used, amount }: Quota): number {
  return used === null || used === 0 ? 0 : amount === 0 ? 1 : used / amount;
}

/** The quota that is nearest to its end. */
export function MostUsed({ quotas }: { quotas: readonly Quota[] }) {
  const texts = useTexts(operatorTexts);
  const t = texts.quotas;
  const [most] = quotas.toSorted((one, other) => shareOf(other) - shareOf(one));
  if (!most || shareOf(most) < 0.005) return <span className="text-ink-3">{texts.list.hardlyUsed}</span>;
  const share = formatNumber(shareOf(most), { style: "percent", maximumFractionDigits: 0 });
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-ink-2">
      <Badge tone={shareOf(most) >= 1 ? "red" : shareOf(most) >= WARNED_SHARE ? "amber" : "grey"}>{share}</Badge>
      <span className="text-xs">{t[most.quota]}</span>
    </span>
  );
}
