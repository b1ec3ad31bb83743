import { MailCheck } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { settingsTexts } from "../../settings/settings-texts.ts";
import { NO_DELIVERY_FILTERS, useDeliveries } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { DeliveryFilterFields } from "./delivery-filter-fields.tsx";
import { DeliveryHealth } from "./delivery-health.tsx";
import { DeliveryRow } from "./delivery-row.tsx";
import { ReplayBar } from "./replay-bar.tsx";
import { TestButtons } from "./test-buttons.tsx";
import { ViewSwitch } from "./view-switch.tsx";

/** The delivery log; failed deliveries can be retried, one or many. */
export function DeliveriesPage() {
  const t = useTexts(deliveryTexts);
  const ui = useTexts(uiTexts);
  const title = useTexts(settingsTexts).sections.deliveries;
  const [isGivenUp, setIsGivenUp] = useState(false);
  const [filters, setFilters] = useState(NO_DELIVERY_FILTERS);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const deliveries = useDeliveries(filters, isGivenUp);
  const isFiltered = Object.values(filters).some(Boolean);
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const show = (givenUp: boolean) => {
    setIsGivenUp(givenUp);
    setChosen(new Set());
    setFilters(NO_DELIVERY_FILTERS);
  };
  return (
    <Page title={title} description={t.description}>
      <DeliveryHealth />
      <TestButtons />
      <ViewSwitch isGivenUp={isGivenUp} onShow={show} />
      <DeliveryFilterFields key={String(isGivenUp)} filters={filters} isStatusFixed={isGivenUp} onChange={setFilters} />
      <Loaded query={deliveries}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          const [heading, hint] = isFiltered
            ? [t.emptyFiltered, ""]
            : isGivenUp
              ? [t.emptyGivenUp, t.emptyGivenUpHint]
              : [t.empty, t.emptyHint];
          return (
            <Card>
              {items.length === 0 ? (
                <PanelMessage icon={MailCheck} title={heading}>
                  {hint}
                </PanelMessage>
              ) : (
                <>
                  {isGivenUp && <ReplayBar items={items} chosen={chosen} onChoose={setChosen} />}
                  <ul aria-label={t.list} className="divide-y divide-line">
                    {items.map((delivery) => (
                      <DeliveryRow
                        key={delivery.id}
                        delivery={delivery}
                        {...(isGivenUp && {
                          isChosen: chosen.has(delivery.id),
                          onChoose: (isChosen: boolean) => choose(delivery.id, isChosen),
                        })}
                      />
                    ))}
                  </ul>
                </>
              )}
              {deliveries.hasNextPage && (
                <div className="flex justify-center border-t border-line p-3">
                  <Button
                    look="quiet"
                    isBusy={deliveries.isFetchingNextPage}
                    onClick={() => void deliveries.fetchNextPage()}
                  >
                    {deliveries.isFetchNextPageError ? ui.couldNotLoadMore : ui.loadMore}
                  </Button>
                </div>
              )}
            </Card>
          );
        }}
      </Loaded>
    </Page>
  );
}
