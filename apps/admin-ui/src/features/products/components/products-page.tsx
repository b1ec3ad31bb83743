import { PRODUCT_STATUSES } from "@chorus/contracts/entities/catalogue";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Package } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { TextField } from "../../../components/ui/text-field.tsx";
import type { ProductList } from "../../../lib/desk/product-list.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useCategories, useProducts } from "../api/use-products.ts";
import { productTexts } from "../product-texts.ts";
import { ProductTable } from "./product-table.tsx";

/** What the shop sells, by title, found by words, category and status. */
export function ProductsPage() {
  const t = useTexts(productTexts);
  const list = useSearch({ from: "/products" });
  const navigate = useNavigate({ from: "/products" });
  const show = (next: ProductList) => void navigate({ to: "/products", search: next, replace: true });
  const products = useProducts(list);
  const isNarrowed = Object.keys(list).length > 0;
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page isWide title={t.title}>
        <ProductFilters key={list.q ?? ""} list={list} onChange={show} />
        <Loaded query={products} skeleton={<RowsSkeleton rows={10} />}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return (
              <Card>
                {items.length === 0 ? (
                  <PanelMessage icon={Package} title={isNarrowed ? t.emptyFound : t.empty}>
                    {isNarrowed ? t.emptyFoundHint : t.emptyHint}
                  </PanelMessage>
                ) : (
                  <ProductTable products={items} />
                )}
                <LoadMore query={products} />
              </Card>
            );
          }}
        </Loaded>
      </Page>
    </main>
  );
}

function ProductFilters({ list, onChange }: { list: ProductList; onChange: (list: ProductList) => void }) {
  const t = useTexts(productTexts);
  const categories = useCategories().data ?? [];
  const [asked, setAsked] = useState(list.q ?? "");
  /** An empty value takes the filter away. */
  const set = (name: keyof ProductList, value: string) => {
    const { [name]: _, ...rest } = list;
    onChange(value === "" ? rest : { ...rest, [name]: value });
  };
  const find = (event?: FormEvent) => {
    event?.preventDefault();
    if (asked.trim() !== (list.q ?? "")) set("q", asked.trim());
  };
  return (
    <form aria-label={t.find} className="grid grid-cols-2 items-end gap-3 md:flex md:[&>*]:w-56" onSubmit={find}>
      <TextField
        label={t.find}
        placeholder={t.findHint}
        value={asked}
        maxLength={200}
        onChange={({ target }) => setAsked(target.value)}
        onBlur={() => find()}
        className="max-md:col-span-2"
      />
      <SelectField
        label={t.category}
        value={list.category ?? ""}
        onChange={(category) => set("category", category)}
        choices={[
          { value: "", label: t.anyCategory },
          ...categories.map(({ slug, name }) => ({ value: slug, label: name })),
        ]}
      />
      <SelectField
        label={t.status}
        value={list.status ?? ""}
        onChange={(status) => set("status", status)}
        choices={[
          { value: "", label: t.anyStatus },
          ...PRODUCT_STATUSES.map((status) => ({ value: status, label: t.statuses[status] })),
        ]}
      />
      {Object.keys(list).length > 0 && (
        <Button look="quiet" className="md:w-auto!" onClick={() => onChange({})}>
          {t.clear}
        </Button>
      )}
    </form>
  );
}
