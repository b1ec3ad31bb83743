import type { ProductCard } from "@chorus/contracts/entities/catalogue";
import { Link } from "@tanstack/react-router";
import { type Column, DataTable } from "../../../components/ui/data-table.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { productTexts } from "../product-texts.ts";
import { priceRange } from "./price-range.ts";
import { ProductBadge } from "./product-badge.tsx";

/** Products, a row each. */
export function ProductTable({ products }: { products: readonly ProductCard[] }) {
  const t = useTexts(productTexts);
  const columns: readonly Column<ProductCard>[] = [
    {
      name: "product",
      title: t.product,
      renderCell: ({ slug, title, summary }) => (
        <span className="block min-w-0 leading-tight">
          <Link
            to="/products/$slug"
            params={{ slug }}
            className="font-medium after:absolute after:inset-0 hover:underline md:after:hidden"
          >
            <bdi>{title}</bdi>
          </Link>
          <bdi className="mt-0.5 block truncate text-xs text-ink-3">{summary}</bdi>
        </span>
      ),
      className: "md:max-w-96",
    },
    {
      name: "variants",
      title: t.variants,
      renderCell: ({ variantCount }) => (
        <span className="text-ink-2">{t.variantCount(formatNumber(variantCount), variantCount === 1)}</span>
      ),
    },
    {
      name: "stock",
      title: t.stock,
      renderCell: ({ inStock }) => (
        <span className={inStock ? "text-ink-2" : "text-red-ink"}>{inStock ? t.inStock : t.soldOut}</span>
      ),
    },
    { name: "status", title: t.status, renderCell: ({ status }) => <ProductBadge status={status} /> },
    {
      name: "price",
      title: t.price,
      isEnd: true,
      renderCell: (product) => priceRange(product, t.range) ?? <span className="text-ink-3">{t.noPrice}</span>,
    },
  ];
  return <DataTable label={t.title} columns={columns} rows={products} keyOf={({ id }) => id} />;
}
