import type { Product, Variant } from "@chorus/contracts/entities/catalogue";
import { reachOf } from "@chorus/contracts/permissions";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { classNames } from "../../../lib/browser/class-names.ts";
import { formatMoney } from "../../../lib/language/format-money.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { productTexts } from "../product-texts.ts";
import { VariantDialog } from "./variant-dialog.tsx";
import { VariantStock } from "./variant-stock.tsx";

/** The variants of a product with what can be ordered of each; below each what lies where. */
export function VariantTable({ product }: { product: Product }) {
  const t = useTexts(productTexts);
  const { user } = useDeskSession();
  const [edited, setEdited] = useState<Variant | null>(null);
  const mayEdit = reachOf(user.role, "catalog.manage") !== null;
  const columns: readonly Column<Variant>[] = [
    {
      name: "variant",
      title: t.variant,
      renderCell: ({ options, sku }) => (
        <span className="block leading-tight">
          <bdi className="font-medium">{options.map(({ value }) => value).join(" · ") || t.onlyOne}</bdi>
          <bdi className="mt-0.5 block text-xs text-ink-3">{sku}</bdi>
        </span>
      ),
    },
    { name: "price", title: t.price, isEnd: true, renderCell: ({ price }) => formatMoney(price) },
    { name: "available", title: t.available, isEnd: true, renderCell: (variant) => <Available variant={variant} /> },
    ...(mayEdit
      ? [
          {
            name: "edit",
            title: t.manageTitle,
            isTitleHidden: true,
            isEnd: true,
            renderCell: (variant: Variant) => (
              <Button
                look="quiet"
                aria-label={t.edit(variant.sku)}
                onClick={() => setEdited(variant)}
                className="max-md:-ml-3"
              >
                {t.manageTitle}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <DataTable
        label={t.variants}
        columns={columns}
        rows={product.variants}
        keyOf={({ id }) => id}
        renderDetails={(variant) => <VariantStock variant={variant} />}
      />
      {edited && <VariantDialog variant={edited} onClose={() => setEdited(null)} />}
    </>
  );
}

function Available({ variant: { isTracked, available } }: { variant: Variant }) {
  const t = useTexts(productTexts);
  if (!isTracked) return <span className="text-ink-3">{t.uncounted}</span>;
  return <span className={classNames(available === 0 && "text-red-ink")}>{formatNumber(available ?? 0)}</span>;
}
