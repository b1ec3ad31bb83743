import type { Product } from "@chorus/contracts/entities/catalogue";
import { reachOf } from "@chorus/contracts/permissions";
import { Boxes } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { missingOf } from "../catalog/option-drafts.ts";
import { catalogTexts } from "../catalog-texts.ts";
import { productTexts } from "../product-texts.ts";
import { NewVariants } from "./new-variants.tsx";
import { VariantTable } from "./variant-table.tsx";

/** The variants of a product, and what makes those that are missing. */
export function VariantsCard({ product }: { product: Product }) {
  const t = useTexts(catalogTexts);
  const { variants: title } = useTexts(productTexts);
  const { user } = useDeskSession();
  const [added, setAdded] = useState<"one" | "all" | null>(null);
  const missing = missingOf(product);
  const mayAdd = reachOf(user.role, "catalog.manage") !== null && missing > 0;
  const isMatrix = product.options.length > 0;
  const isEmpty = product.variants.length === 0;
  const buttons = mayAdd && (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={() => setAdded("one")}>{t.addVariant}</Button>
      {isMatrix && (
        <Button look={isEmpty ? "primary" : "secondary"} onClick={() => setAdded("all")}>
          {isEmpty ? t.generate : t.generateMissing(formatNumber(missing))}
        </Button>
      )}
    </div>
  );
  return (
    <Card title={title} {...(!isEmpty && { action: buttons })}>
      {isEmpty ? (
        <PanelMessage icon={Boxes} title={t.noVariants} action={buttons}>
          {t.noVariantsHint}
        </PanelMessage>
      ) : (
        <VariantTable product={product} />
      )}
      {added && <NewVariants product={product} kind={added} onClose={() => setAdded(null)} />}
    </Card>
  );
}
