import { patchSummarySettings, testProvider } from "@chorus/contracts/routes/summaries";
import type { RouteBodyInput } from "@chorus/contracts/routes/define-route";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { Section } from "../../../../components/ui/card.tsx";
import { Card } from "../../../../components/ui/page.tsx";
import { SaveBar } from "../../../../components/ui/save-bar.tsx";
import { Switch } from "../../../../components/ui/switch.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../../components/ui/ui-texts.ts";
import { useDraft } from "../../../../components/ui/use-draft.ts";
import { showDone, showProblem } from "../../../../lib/desk/notices.ts";
import { formatNumber } from "../../../../lib/language/format-number.ts";
import { formatProblem } from "../../../../lib/language/format-problem.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { type Providers, SETTINGS_KEY, type SummarySettings } from "../summary-settings.ts";
import { summarySettingsTexts } from "../summary-settings-texts.ts";
import { ModelChoice } from "./model-choice.tsx";

/** Which model, what it may cost and what is hidden from it. */
export function SummarySettingsForm({ settings, providers }: { settings: SummarySettings; providers: Providers }) {
  const t = useTexts(summarySettingsTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  const { draft, isChanged, change, discard } = useDraft({
    provider: settings.provider,
    budget: String(settings.dailyTokenBudget),
  });
  const save = useMutation({
    mutationFn: (body: RouteBodyInput<typeof patchSummarySettings>) => rest.call(patchSummarySettings, { body }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: SETTINGS_KEY });
      discard();
    },
  });
  const mask = (masksPersonalData: boolean, isUndone = false) =>
    save.mutate(
      { masksPersonalData },
      {
        onSuccess: () => showDone(ui.saved, isUndone ? undefined : () => mask(!masksPersonalData, true)),
        onError: showProblem,
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { provider, budget } = draft;
    save.mutate({ provider, dailyTokenBudget: Number(budget) }, { onSuccess: () => showDone(ui.saved) });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Card>
        <Section title={t.model} hint={t.modelHint}>
          <ModelChoice providers={providers} value={draft.provider} onChange={(provider) => change({ provider })} />
          <ModelTest key={draft.provider} provider={draft.provider} />
        </Section>
        {draft.provider !== "local" && (
          <Section title={t.cost} hint={t.costHint}>
            <TextField
              label={t.budget}
              type="number"
              min={0}
              step={1}
              value={draft.budget}
              hint={t.used(formatNumber(settings.tokensUsedToday))}
              onChange={(event) => change({ budget: event.target.value })}
              required
            />
            <Switch label={t.masks} hint={t.masksHint} isOn={settings.masksPersonalData} onChange={mask} />
          </Section>
        )}
      </Card>
      <SaveBar isChanged={isChanged} saving={save} onDiscard={discard} />
    </form>
  );
}

function ModelTest({ provider }: { provider: string }) {
  const t = useTexts(summarySettingsTexts);
  const { rest } = useDeskSession();
  const tried = useMutation({ mutationFn: () => rest.call(testProvider, { body: { provider }, timeoutMs: 110_000 }) });
  const seconds = formatNumber((tried.data?.durationMs ?? 0) / 1_000, { maximumFractionDigits: 1 });
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button isBusy={tried.isPending} onClick={() => tried.mutate()}>
        {t.test}
      </Button>
      <output
        className={`min-w-0 flex-1 text-xs ${tried.data?.ok === false || tried.error ? "text-red-ink" : "text-ink-2"}`}
      >
        {tried.data && (tried.data.ok ? t.works(seconds, tried.data.detail) : t.fails(tried.data.detail))}
        {tried.error && formatProblem(tried.error)}
      </output>
    </div>
  );
}
