import { ORDER_STATUSES } from "@chorus/contracts/entities/order";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ShoppingBag } from "lucide-react";
import { ListFilters } from "../../../components/ui/list-filters.tsx";
import { Page } from "../../../components/ui/page.tsx";
import { PagedCard } from "../../../components/ui/paged-card.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import type { OrderList } from "../../../lib/desk/order-list.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useOrders } from "../api/use-orders.ts";
import { orderTexts } from "../order-texts.ts";
import { OrderTable } from "./order-table.tsx";

/** All orders of the shop, the newest first, found by number, name and status. */
export function OrdersPage() {
  const t = useTexts(orderTexts);
  const list = useSearch({ from: "/orders" });
  const navigate = useNavigate({ from: "/orders" });
  const show = (next: OrderList) => void navigate({ to: "/orders", search: next, replace: true });
  const orders = useOrders(list);
  const isNarrowed = Object.keys(list).length > 0;
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page
        isWide
        title={t.title}
        actions={
          // The bar of a phone has no room for both.
          <Link to="/products" className="px-2 text-sm text-ink-2 hover:text-ink hover:underline md:hidden">
            {t.toProducts}
          </Link>
        }
      >
        <OrderFilters list={list} onChange={show} />
        <PagedCard
          query={orders}
          empty={
            <PanelMessage icon={ShoppingBag} title={isNarrowed ? t.emptyFound : t.empty}>
              {isNarrowed ? t.emptyFoundHint : t.emptyHint}
            </PanelMessage>
          }
        >
          {(items) => <OrderTable orders={items} />}
        </PagedCard>
      </Page>
    </main>
  );
}

function OrderFilters({ list, onChange }: { list: OrderList; onChange: (list: OrderList) => void }) {
  const t = useTexts(orderTexts);
  return (
    <ListFilters
      list={list}
      label={t.find}
      placeholder={t.findHint}
      maxCharacters={100}
      clear={list.customer === undefined ? t.clear : t.all}
      onChange={onChange}
    >
      {(set) => (
        <SelectField
          label={t.status}
          value={list.status ?? ""}
          onChange={(status) => set("status", status)}
          choices={[
            { value: "", label: t.anyStatus },
            ...ORDER_STATUSES.map((status) => ({ value: status, label: t.statuses[status] })),
          ]}
        />
      )}
    </ListFilters>
  );
}
