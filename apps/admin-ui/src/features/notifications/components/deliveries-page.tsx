import { useState } from "react";
import { Page } from "../../../components/ui/page.tsx";
import { Tabs } from "../../../components/ui/tabs.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { settingsTexts } from "../../settings/settings-texts.ts";
import { NO_DELIVERY_FILTERS } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { DeliveryFilterFields } from "./delivery-filter-fields.tsx";
import { DeliveryHealth } from "./delivery-health.tsx";
import { DeliveryList } from "./delivery-list.tsx";
import { TestMenu } from "./test-menu.tsx";

/** The delivery log; failed deliveries can be retried, one or many. */
export function DeliveriesPage() {
  const t = useTexts(deliveryTexts);
  const title = useTexts(settingsTexts).sections.deliveries;
  const [view, setView] = useState<"all" | "failed">("all");
  const [filters, setFilters] = useState(NO_DELIVERY_FILTERS);
  const isGivenUp = view === "failed";
  return (
    <Page isWide title={title} description={t.description} actions={<TestMenu />}>
      <DeliveryHealth />
      <Tabs
        label={t.views}
        tabs={[
          { name: "all", label: t.all },
          { name: "failed", label: t.givenUp },
        ]}
        current={view}
        onChange={(next) => {
          setView(next);
          setFilters(NO_DELIVERY_FILTERS);
        }}
      >
        <DeliveryFilterFields key={view} filters={filters} isStatusFixed={isGivenUp} onChange={setFilters} />
        <DeliveryList key={`${view} list`} filters={filters} isGivenUp={isGivenUp} />
      </Tabs>
    </Page>
  );
}
