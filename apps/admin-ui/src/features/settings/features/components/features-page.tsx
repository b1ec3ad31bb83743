import { OWNERS_FLAGS, type OwnersFlag } from "@chorus/contracts/flags";
import { ACK_PROMISE } from "@chorus/contracts/latency";
import { reachOf } from "@chorus/contracts/permissions";
import { usedShare } from "@chorus/contracts/quotas";
import { Section } from "../../../../components/ui/card.tsx";
import { Card, Loaded, Page } from "../../../../components/ui/page.tsx";
import { Progress } from "../../../../components/ui/progress.tsx";
import { FormSkeleton } from "../../../../components/ui/skeletons.tsx";
import { Switch } from "../../../../components/ui/switch.tsx";
import { flagNames } from "../../../../lib/desk/flag-names.ts";
import { useChangeOwnFlag, useOwnFlags, useOwnQuotas } from "../../../../lib/desk/own-features.ts";
import { formatDuration } from "../../../../lib/language/format-number.ts";
import { formatQuota } from "../../../../lib/language/format-quota.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { settingsTexts } from "../../settings-texts.ts";
import { featureTexts } from "../feature-texts.ts";
import { OwnLatency } from "./own-latency.tsx";

/** What is switched off for the company, what it uses, and how quickly its messages are stored. */
export function FeaturesPage() {
  const title = useTexts(settingsTexts).sections.features;
  const t = useTexts(featureTexts);
  return (
    <Page title={title}>
      <Card>
        <Section title={t.features} hint={t.featuresHint}>
          <Features />
        </Section>
        <Section title={t.usage} hint={t.usageHint}>
          <Usage />
        </Section>
        <Section title={t.speed} hint={t.speedHint(formatDuration(ACK_PROMISE.withinMs))}>
          <OwnLatency />
        </Section>
      </Card>
    </Page>
  );
}

const isOwners = (flag: string): flag is OwnersFlag => OWNERS_FLAGS.some((name) => name === flag);

function Features() {
  const t = useTexts(featureTexts);
  const names = useTexts(flagNames);
  const { user } = useDeskSession();
  const flags = useOwnFlags();
  const change = useChangeOwnFlag();
  const mayChange = reachOf(user.role, "tenant.own") !== null;
  return (
    <Loaded query={flags} skeleton={<FormSkeleton />}>
      {(items) =>
        items.map(({ flag, isOn, offBy, ownerMaySwitch }) => (
          <Switch
            key={flag}
            label={names[flag]}
            hint={offBy === "operator" ? t.byOperator : t.whenOff[flag]}
            isOn={isOn}
            disabled={!mayChange || !ownerMaySwitch || offBy === "operator" || change.isPending}
            onChange={(next) => isOwners(flag) && change.mutate({ flag, isOn: next })}
          />
        ))
      }
    </Loaded>
  );
}

function Usage() {
  const t = useTexts(featureTexts);
  const quotas = useOwnQuotas(true);
  return (
    <Loaded query={quotas} skeleton={<FormSkeleton />}>
      {(items) => (
        <ul className="flex flex-col gap-4">
          {items.map(({ quota, used, amount }) => {
            const said = used === null ? t.unknown : t.used(formatQuota(quota, used), formatQuota(quota, amount));
            return (
              <li key={quota} className="flex flex-col gap-1.5">
                <span className="flex flex-wrap justify-between gap-x-4 text-sm">
                  <span>{t.quotas[quota]}</span>
                  <span className="text-ink-3 tabular-nums">{said}</span>
                </span>
                <Progress label={`${t.quotas[quota]}: ${said}`} share={Math.min(1, usedShare({ used, amount }))} />
              </li>
            );
          })}
        </ul>
      )}
    </Loaded>
  );
}
