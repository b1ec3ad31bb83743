import { PRODUCT_STATUSES } from "@chorus/contracts/entities/catalogue";
import { reachOf } from "@chorus/contracts/permissions";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Package } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ListFilters } from "../../../components/ui/list-filters.tsx";
import { Page } from "../../../components/ui/page.tsx";
import { PagedCard } from "../../../components/ui/paged-card.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { SelectField } from "../../../components/ui/select-field.tsx";
import type { ProductList } from "../../../lib/desk/product-list.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useCategories, useProducts } from "../api/use-products.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { productTexts } from "../product-texts.ts";
import { ProductDialog } from "./product-dialog.tsx";
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
      <Page isWide title={t.title} actions={<ProductsActions />}>
        <ProductFilters list={list} onChange={show} />
        <PagedCard
          query={products}
          empty={
            <PanelMessage icon={Package} title={isNarrowed ? t.emptyFound : t.empty}>
              {isNarrowed ? t.emptyFoundHint : t.emptyHint}
            </PanelMessage>
          }
        >
          {(items) => <ProductTable products={items} />}
        </PagedCard>
      </Page>
    </main>
  );
}

function ProductsActions() {
  const t = useTexts(catalogTexts);
  const { user } = useDeskSession();
  const [isMaking, setIsMaking] = useState(false);
  return (
    <>
      <Link to="/products/shop/catalog" className="px-2 text-sm text-ink-2 hover:text-ink hover:underline">
        {t.catalog}
      </Link>
      {reachOf(user.role, "catalog.manage") !== null && (
        <Button look="primary" onClick={() => setIsMaking(true)}>
          {t.newProduct}
        </Button>
      )}
      {isMaking && <ProductDialog product={null} onClose={() => setIsMaking(false)} />}
    </>
  );
}

function ProductFilters({ list, onChange }: { list: ProductList; onChange: (list: ProductList) => void }) {
  const t = useTexts(productTexts);
  const categories = useCategories().data ?? [];
  return (
    <ListFilters
      list={list}
      label={t.find}
      placeholder={t.findHint}
      maxCharacters={200}
      clear={t.clear}
      onChange={onChange}
    >
      {(set) => (
        <>
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
        </>
      )}
    </ListFilters>
  );
}
