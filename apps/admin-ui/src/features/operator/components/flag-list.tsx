import { isTenantsFlag } from "@chorus/contracts/flags";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { Switch } from "../../../components/ui/switch.tsx";
import { flagNames } from "../../../lib/desk/flag-names.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { formatMoment } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { type Flag, useFlags, useSetFlag } from "../api/use-flags.ts";
import { countingValue } from "../counting-value.ts";
import { operatorTexts } from "../operator-texts.ts";
import { FlagTerms } from "./flag-terms.tsx";

/** Every feature that can be switched: for all companies (null), or for one. */
export function FlagList({ tenantId, hint }: { tenantId: string | null; hint?: string }) {
  const flags = useFlags(tenantId);
  return (
    <Loaded query={flags} skeleton={<RowsSkeleton rows={4} />}>
      {(items) => (
        <Card>
          {hint && <p className="border-b border-line px-4 py-3 text-xs text-ink-3 md:px-5">{hint}</p>}
          <ul>
            {items
              .filter(({ flag }) => isTenantsFlag(flag))
              .map((flag) => (
                <FlagRow key={flag.flag} flag={flag} tenantId={tenantId} />
              ))}
          </ul>
        </Card>
      )}
    </Loaded>
  );
}

function FlagRow({ flag, tenantId }: { flag: Flag; tenantId: string | null }) {
  const t = useTexts(operatorTexts).flags;
  const set = useSetFlag(tenantId);
  const own = countingValue(tenantId === null ? flag.forAll : flag.forTenant);
  const isOn = tenantId === null ? (own?.isOn ?? flag.default) : flag.isOn === true;
  const name = useTexts(flagNames)[flag.flag];
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 border-line px-4 py-3.5 not-first:border-t md:px-5">
      <Switch
        label={name}
        hint={`${t.does[flag.flag]} ${useStanding(flag, tenantId)}`}
        isOn={isOn}
        disabled={set.isPending || (tenantId !== null && flag.isOffByTenant)}
        onChange={(next) =>
          set.mutate({
            ...{ flag: flag.flag, isOn: next },
            ...(own && { percentage: own.percentage, expiresAt: own.expiresAt }),
          })
        }
      />
      {own && (
        <Button
          look="quiet"
          aria-label={t.clearOf(name)}
          isBusy={set.isPending}
          // Under the text of the switch, where there is no room beside it.
          className="max-md:ml-8"
          onClick={() => set.mutate({ flag: flag.flag, isOn: null })}
        >
          {t.clear}
        </Button>
      )}
      {own && <FlagTerms key={own.changedAt} {...{ name, flag, own, set }} hasShare={tenantId === null} />}
    </li>
  );
}

/** Whose word counts, for how many and how long. */
function useStanding(flag: Flag, tenantId: string | null): string {
  const t = useTexts(operatorTexts).flags;
  const [forAll, forTenant] = [countingValue(flag.forAll), countingValue(flag.forTenant)];
  const set = tenantId === null ? forAll : (forTenant ?? forAll);
  const parts: string[] = [];
  if (tenantId !== null && flag.isOffByTenant) parts.push(t.offByOwner);
  else if (!set) parts.push(t.byDefault);
  else parts.push(tenantId !== null && forTenant ? t.setHere : t.setForAll);
  if (set && set.percentage < 100) parts.push(t.share(formatNumber(set.percentage)));
  if (set?.expiresAt) parts.push(t.until(formatMoment(set.expiresAt)));
  return `(${parts.join(", ")})`;
}
