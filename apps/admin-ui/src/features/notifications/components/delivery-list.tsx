import { MailCheck } from "lucide-react";
import { useState } from "react";
import { PagedCard } from "../../../components/ui/paged-card.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { type DeliveryFilters, useDeliveries } from "../api/use-deliveries.ts";
import { deliveryTexts } from "../delivery-texts.ts";
import { DeliveryTable } from "./delivery-table.tsx";
import { ReplayBar } from "./replay-bar.tsx";

interface DeliveryListProps {
  filters: DeliveryFilters;
  isGivenUp: boolean;
}

/** What was found; of those that failed, several can be tried again. */
export function DeliveryList({ filters, isGivenUp }: DeliveryListProps) {
  const t = useTexts(deliveryTexts);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const deliveries = useDeliveries(filters, isGivenUp);
  const isFiltered = Object.values(filters).some(Boolean);
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const [heading, hint] = isFiltered
    ? [t.emptyFiltered, ""]
    : isGivenUp
      ? [t.emptyGivenUp, t.emptyGivenUpHint]
      : [t.empty, t.emptyHint];
  return (
    <PagedCard
      query={deliveries}
      rows={8}
      empty={
        <PanelMessage icon={MailCheck} title={heading}>
          {hint}
        </PanelMessage>
      }
    >
      {(items) => (
        <>
          {isGivenUp && <ReplayBar items={items} chosen={chosen} onChoose={setChosen} />}
          <DeliveryTable deliveries={items} chosen={isGivenUp ? chosen : null} onChoose={choose} />
        </>
      )}
    </PagedCard>
  );
}
