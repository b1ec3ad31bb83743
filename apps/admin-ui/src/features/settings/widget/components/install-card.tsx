import { Link } from "@tanstack/react-router";
import { CopyButton } from "../../../../components/ui/copy-button.tsx";
import { Card } from "../../../../components/ui/page.tsx";
import { useDeskSession } from "../../../../lib/session/session-context.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import { installSnippet } from "../install-snippet.ts";
import { draftOf, type TenantSettings } from "../widget-draft.ts";
import { widgetTexts } from "../widget-texts.ts";

/** The script tag that embeds the widget, from the saved settings. */
export function InstallCard({ tenant }: { tenant: TenantSettings }) {
  const t = useTexts(widgetTexts);
  const { widgetUrl } = useDeskSession();
  const snippet = installSnippet({ widgetUrl, widgetKey: tenant.widgetKey, ...draftOf(tenant) });
  return (
    <Card title={t.install}>
      <div className="flex flex-col gap-3 p-5">
        <p className="text-sm text-ink-2">
          {t.installHint}{" "}
          <Link to="/settings/websites" className="text-accent-ink underline">
            {t.installSites}
          </Link>
          .
        </p>
        <div className="flex items-start gap-2 max-sm:flex-col">
          <code className="min-w-0 flex-1 rounded-control border border-line bg-sunken px-3 py-2 text-xs leading-5 break-all">
            {snippet}
          </code>
          <CopyButton text={snippet} />
        </div>
      </div>
    </Card>
  );
}
