import type { Order } from "@chorus/contracts/entities/order";
import { ORDER_STATUSES } from "@chorus/contracts/entities/order";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ShoppingBag } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
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
        <OrderFilters key={list.q ?? ""} list={list} onChange={show} />
        <Loaded query={orders} skeleton={<RowsSkeleton rows={10} />}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return (
              <Card>
                {items.length === 0 ? (
                  <PanelMessage icon={ShoppingBag} title={isNarrowed ? t.emptyFound : t.empty}>
                    {isNarrowed ? t.emptyFoundHint : t.emptyHint}
                  </PanelMessage>
                ) : (
                  <OrderTable orders={items} />
                )}
                <LoadMore query={orders} />
              </Card>
            );
          }}
        </Loaded>
      </Page>
    </main>
  );
}

function OrderFilters({ list, onChange }: { list: OrderList; onChange: (list: OrderList) => void }) {
  const t = useTexts(orderTexts);
  const [asked, setAsked] = useState(list.q ?? "");
  const find = (event?: FormEvent) => {
    event?.preventDefault();
    const { q: before = "", ...rest } = list;
    const q = asked.trim();
    if (q !== before) onChange(q === "" ? rest : { ...rest, q });
  };
  const setStatus = (status: Order["status"] | "") => {
    const { status: _, ...rest } = list;
    onChange(status === "" ? rest : { ...rest, status });
  };
  return (
    <form aria-label={t.find} className="grid grid-cols-2 items-end gap-3 md:flex md:[&>*]:w-56" onSubmit={find}>
      <TextField
        label={t.find}
        placeholder={t.findHint}
        value={asked}
        maxLength={100}
        onChange={({ target }) => setAsked(target.value)}
        onBlur={() => find()}
        className="max-md:col-span-2"
      />
      <SelectField
        label={t.status}
        value={list.status ?? ""}
        onChange={setStatus}
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
    </form>
  );
}
