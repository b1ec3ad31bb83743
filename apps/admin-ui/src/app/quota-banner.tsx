import { reachOf } from "@chorus/contracts/permissions";
import { Link } from "@tanstack/react-router";
import { Gauge } from "lucide-react";
import { featureTexts } from "../features/settings/features/feature-texts.ts";
import { nearestToEnd, useOwnQuotas } from "../lib/desk/own-features.ts";
import { formatNumber } from "../lib/language/format-number.ts";
import { useTexts } from "../lib/language/texts.ts";
import { useDeskSession } from "../lib/session/session-context.ts";

/** One line for owners and admins, from 80 % of a quota on. */
export function QuotaBanner() {
  const t = useTexts(featureTexts);
  const { user } = useDeskSession();
  const quotas = useOwnQuotas(reachOf(user.role, "tenant.manage") !== null);
  const nearest = nearestToEnd(quotas.data ?? []);
  if (!nearest) return null;
  const share = formatNumber(nearest.share, { style: "percent", maximumFractionDigits: 0 });
  return (
    <output className="flex min-h-8 shrink-0 flex-wrap items-center justify-center gap-x-2 bg-amber-soft px-4 py-1 text-sm text-amber-ink">
      <Gauge aria-hidden="true" size={15} className="shrink-0" />
      <span>{t.nearly(t.quotas[nearest.quota.quota], share)}</span>
      <Link to="/settings/features" className="font-medium underline">
        {t.details}
      </Link>
    </output>
  );
}
