import { getSummarySettings, listProviders } from "@chorus/contracts/routes/summaries";
import { useQuery } from "@tanstack/react-query";
import { Loaded, Page } from "../../../../components/ui/page.tsx";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { FormSkeleton } from "../../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { settingsTexts } from "../../settings-texts.ts";
import { SETTINGS_KEY } from "../summary-settings.ts";
import { SummarySettingsForm } from "./summary-settings-form.tsx";
import { SummaryUsage } from "./summary-usage.tsx";

/** The summaries' model, its budget, and its usage. */
export function SummarySettingsPage() {
  const title = useTexts(settingsTexts).sections.summaries;
  const { rest } = useDeskSession();
  const loaded = useQuery({
    queryKey: SETTINGS_KEY,
    queryFn: async ({ signal }) => {
      const [settings, providers] = await Promise.all([
        rest.call(getSummarySettings, { signal }),
        rest.call(listProviders, { signal }),
      ]);
      return { settings, providers: providers.items };
    },
  });
  return (
    <Page title={title}>
      <Loaded query={loaded} skeleton={<FormSkeleton />}>
        {({ settings, providers }) => <SummarySettingsForm settings={settings} providers={providers} />}
      </Loaded>
      <SummaryUsage />
    </Page>
  );
}
