import { ORDER_STATUSES } from "@chorus/contracts/entities/order";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ShoppingBag } from "lucide-react";
import { Button } from "../../../components/ui/button.tsx";
import { FindField } from "../../../components/ui/find-field.tsx";
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
  /** An empty value takes the filter away. */
  const set = (name: keyof OrderList, value: string) => {
    const { [name]: _, ...rest } = list;
    onChange(value === "" ? rest : { ...rest, [name]: value });
  };
  return (
    <search aria-label={t.find} className="grid grid-cols-2 items-end gap-3 md:flex md:[&>*]:w-56">
      <FindField
        key={list.q ?? ""}
        label={t.find}
        placeholder={t.findHint}
        value={list.q ?? ""}
        maxLength={100}
        onFind={(question) => set("q", question)}
        className="max-md:col-span-2"
      />
      <SelectField
        label={t.status}
        value={list.status ?? ""}
        onChange={(status) => set("status", status)}
        choices={[
          { value: "", label: t.anyStatus },
          ...ORDER_STATUSES.map((status) => ({ value: status, label: t.statuses[status] })),
        ]}
      />
      {Object.keys(list).length > 0 && (
        <Button look="quiet" className="md:w-auto!" onClick={() => onChange({})}>
          {list.customer === undefined ? t.clear : t.all}
        </Button>
      )}
    </search>
  );
}
