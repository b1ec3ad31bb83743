import { usedShare, WARNED_SHARE } from "@chorus/contracts/quotas";
import type { Quota } from "@chorus/contracts/routes/quotas";
import { Badge } from "../../../components/ui/badge.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { operatorTexts } from "../operator-texts.ts";

/** The quota that is nearest to its end. */
export function MostUsed({ quotas }: { quotas: readonly Quota[] }) {
  const texts = useTexts(operatorTexts);
  const t = texts.quotas;
  const [most] = quotas.toSorted((one, other) => usedShare(other) - usedShare(one));
  if (!most || usedShare(most) < 0.005) return <span className="text-ink-3">{texts.list.hardlyUsed}</span>;
  const share = formatNumber(usedShare(most), { style: "percent", maximumFractionDigits: 0 });
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-ink-2">
      <Badge tone={usedShare(most) >= 1 ? "red" : usedShare(most) >= WARNED_SHARE ? "amber" : "grey"}>{share}</Badge>
      <span className="text-xs">{t[most.quota]}</span>
    </span>
  );
}
