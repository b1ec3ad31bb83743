import { Loaded, Page } from "../../../../components/ui/page.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useTenant } from "../../api/use-tenant.ts";
import { settingsTexts } from "../../settings-texts.ts";
import { widgetTexts } from "../widget-texts.ts";
import { InstallCard } from "./install-card.tsx";
import { WidgetForm } from "./widget-form.tsx";

/** The look of the tenant's widget, and how to embed it. */
export function WidgetPage() {
  const t = useTexts(widgetTexts);
  const { sections } = useTexts(settingsTexts);
  const tenant = useTenant();
  return (
    <Page title={sections.widget} description={t.description}>
      <Loaded query={tenant}>
        {(loaded) => (
          <>
            <WidgetForm tenant={loaded} />
            <InstallCard tenant={loaded} />
          </>
        )}
      </Loaded>
    </Page>
  );
}
