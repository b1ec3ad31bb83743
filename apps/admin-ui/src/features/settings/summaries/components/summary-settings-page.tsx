import type { getSummarySettings, listProviders } from "@chorus/contracts/routes/summaries";
import {
  getSummarySettings as getSettings,
  listProviders as getProviders,
  patchSummarySettings,
  testProvider,
} from "@chorus/contracts/routes/summaries";
import type { RouteResult } from "@chorus/contracts/routes/define-route";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "../../../../components/ui/button.tsx";
import { FormNote } from "../../../../components/ui/form-note.tsx";
import { Card, Loaded, Page } from "../../../../components/ui/page.tsx";
import { SelectField } from "../../../../components/ui/select-field.tsx";
import { TextField } from "../../../../components/ui/text-field.tsx";
import { uiTexts } from "../../../../components/ui/ui-texts.ts";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { settingsTexts } from "../../settings-texts.ts";
import { Checkbox } from "../../widget/components/checkbox.tsx";
import { SummaryUsage } from "./summary-usage.tsx";
import { summarySettingsTexts } from "../summary-settings-texts.ts";

type Settings = RouteResult<typeof getSummarySettings>;
type Providers = RouteResult<typeof listProviders>["items"];

const KEY = ["summary-settings"] as const;

/** The summaries' model, its budget, and its usage. */
export function SummarySettingsPage() {
  const t = useTexts(summarySettingsTexts);
  const title = useTexts(settingsTexts).sections.summaries;
  const { rest } = useDeskSession();
  const loaded = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const [settings, providers] = await Promise.all([
        rest.call(getSettings, { signal }),
        rest.call(getProviders, { signal }),
      ]);
      return { settings, providers: providers.items };
    },
  });
  return (
    <Page title={title} description={t.description}>
      <Loaded query={loaded}>
        {({ settings, providers }) => <SettingsForm settings={settings} providers={providers} />}
      </Loaded>
      <SummaryUsage />
    </Page>
  );
}

function SettingsForm({ settings, providers }: { settings: Settings; providers: Providers }) {
  const t = useTexts(summarySettingsTexts);
  const ui = useTexts(uiTexts);
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  const [provider, setProvider] = useState(settings.provider);
  const [budget, setBudget] = useState(String(settings.dailyTokenBudget));
  const [masks, setMasks] = useState(settings.masksPersonalData);
  const isChanged =
    provider !== settings.provider ||
    budget !== String(settings.dailyTokenBudget) ||
    masks !== settings.masksPersonalData;
  const save = useMutation({
    mutationFn: () =>
      rest.call(patchSummarySettings, {
        body: { provider, dailyTokenBudget: Number(budget), masksPersonalData: masks },
      }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: KEY }),
  });
  const tried = useMutation({ mutationFn: () => rest.call(testProvider, { body: { provider }, timeoutMs: 110_000 }) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const choices = providers.map(({ name, model }) => ({
    value: name,
    label: name === "local" ? t.local : `${name} · ${model ?? ""}`,
  }));
  return (
    <Card>
      <form onSubmit={submit} className="flex flex-col gap-5 p-5">
        <div className="flex items-end gap-2">
          <SelectField
            label={t.writer}
            value={provider}
            choices={choices}
            className="min-w-0 flex-1"
            onChange={({ target }) => {
              setProvider(target.value);
              tried.reset();
            }}
          />
          <Button className="h-10" isBusy={tried.isPending} onClick={() => tried.mutate()}>
            {t.test}
          </Button>
        </div>
        {tried.data && (
          <output className={`text-sm ${tried.data.ok ? "text-ink-soft" : "text-danger"}`}>
            {tried.data.ok ? t.works(tried.data.durationMs, tried.data.detail) : t.fails(tried.data.detail)}
          </output>
        )}
        {tried.isError && <FormNote mutation={tried} saved={null} />}
        <p className="text-sm text-ink-mute">{providers.find(({ state }) => state === "answering")?.reason}</p>
        {provider !== "local" && (
          <>
            <TextField
              label={t.budget}
              type="number"
              min={0}
              step={1}
              value={budget}
              hint={t.used(settings.tokensUsedToday.toLocaleString())}
              onChange={(event) => setBudget(event.target.value)}
              required
            />
            <Checkbox label={t.masks} isChecked={masks} onChange={setMasks} />
          </>
        )}
        <div className="flex items-center gap-3">
          <Button type="submit" look="primary" isBusy={save.isPending} disabled={!isChanged}>
            {ui.save}
          </Button>
          <FormNote mutation={save} saved={isChanged ? null : ui.saved} />
        </div>
      </form>
    </Card>
  );
}
