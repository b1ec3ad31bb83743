import { reachOf } from "@chorus/contracts/permissions";
import { BackLink } from "../../../components/ui/back-link.tsx";
import { Page } from "../../../components/ui/page.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { productTexts } from "../product-texts.ts";
import { CategoriesCard } from "./categories-card.tsx";
import { LocationsCard } from "./locations-card.tsx";

/** What products stand in, and where they lie. */
export function CatalogPage() {
  const t = useTexts(catalogTexts);
  const { back } = useTexts(productTexts);
  const { user } = useDeskSession();
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page title={t.catalog}>
        <BackLink to="/products">{back}</BackLink>
        <CategoriesCard canManage={reachOf(user.role, "catalog.manage") !== null} />
        <LocationsCard canManage={reachOf(user.role, "stock.manage") !== null} />
      </Page>
    </main>
  );
}
