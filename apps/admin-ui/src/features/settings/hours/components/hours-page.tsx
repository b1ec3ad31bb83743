import { Loaded, Page } from "../../../../components/ui/page.tsx";
import { FormSkeleton } from "../../../../components/ui/skeletons.tsx";
import { useTexts } from "../../../../lib/language/texts.ts";
import { useTenant } from "../../api/use-tenant.ts";
import { settingsTexts } from "../../settings-texts.ts";
import { HoursForm } from "./hours-form.tsx";

/** When the company is open, in its own zone. */
export function HoursPage() {
  const title = useTexts(settingsTexts).sections.businessHours;
  const tenant = useTenant();
  return (
    <Page title={title}>
      <Loaded query={tenant} skeleton={<FormSkeleton />}>
        {({ businessHours }) => <HoursForm businessHours={businessHours} />}
      </Loaded>
    </Page>
  );
}
