import type { Product } from "@chorus/contracts/entities/catalogue";
import { reachOf } from "@chorus/contracts/permissions";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { ConfirmDialog } from "../../../components/ui/confirm-dialog.tsx";
import { BackLink } from "../../../components/ui/back-link.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { FormSkeleton, RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { showProblem } from "../../../lib/desk/notices.ts";
import { formatDate } from "../../../lib/language/format-time.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useProduct, usePublish } from "../api/use-product.ts";
import { useCategories } from "../api/use-products.ts";
import { productTexts } from "../product-texts.ts";
import { priceRange } from "./price-range.ts";
import { ProductBadge } from "./product-badge.tsx";
import { ProductDialog } from "./product-dialog.tsx";
import { VariantsCard } from "./variants-card.tsx";

/** One product: what it is, its variants, and what lies of each where. */
export function ProductPage() {
  const t = useTexts(productTexts);
  const { slug } = useParams({ from: "/products/$slug" });
  const product = useProduct(slug);
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page
        isWide
        title={product.data?.title ?? t.product}
        actions={product.data && <ProductActions product={product.data} />}
      >
        <BackLink to="/products">{t.back}</BackLink>
        <Loaded
          query={product}
          skeleton={
            <div className="flex flex-col gap-4">
              <RowsSkeleton rows={5} />
              <FormSkeleton fields={2} />
            </div>
          }
        >
          {(loaded) => (
            <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1.7fr)_minmax(0,1fr)]">
              <VariantsCard product={loaded} />
              <About product={loaded} />
            </div>
          )}
        </Loaded>
      </Page>
    </main>
  );
}

function ProductActions({ product }: { product: Product }) {
  const t = useTexts(productTexts);
  const { user } = useDeskSession();
  const publish = usePublish(product);
  const [isArchiving, setIsArchiving] = useState(false);
  const [isEditing, setIsEditing] = useState(false);
  if (reachOf(user.role, "catalog.manage") === null) return null;
  const edit = (
    <>
      <Button onClick={() => setIsEditing(true)}>{t.manageTitle}</Button>
      {isEditing && <ProductDialog product={product} onClose={() => setIsEditing(false)} />}
    </>
  );
  if (product.status !== "active")
    return (
      <>
        {edit}
        <Button
          look="primary"
          isBusy={publish.isPending}
          disabled={product.variants.length === 0}
          onClick={() => publish.mutate("publish", { onError: (error) => showProblem(error) })}
        >
          {t.publish}
        </Button>
      </>
    );
  return (
    <>
      {edit}
      <Button onClick={() => setIsArchiving(true)}>{t.archive}</Button>
      <ConfirmDialog
        title={t.archiveTitle(product.title)}
        text={t.archiveText}
        confirm={t.archive}
        look="primary"
        isOpen={isArchiving}
        isBusy={publish.isPending}
        error={publish.error}
        onConfirm={() => publish.mutate("archive", { onSuccess: () => setIsArchiving(false) })}
        onClose={() => setIsArchiving(false)}
      />
    </>
  );
}

function About({ product }: { product: Product }) {
  const t = useTexts(productTexts);
  const { description, slug, status, categoryIds, publishedAt, updatedAt } = product;
  const names = (useCategories().data ?? []).filter(({ id }) => categoryIds.includes(id)).map(({ name }) => name);
  const facts: readonly (readonly [name: string, value: string | null])[] = [
    [t.price, priceRange(product, t.range)],
    [t.categories, names.length > 0 ? names.join(", ") : t.noCategories],
    [t.address, slug],
    [t.published, publishedAt && formatDate(publishedAt)],
    [t.changed, formatDate(updatedAt)],
  ];
  return (
    <Card title={t.facts} action={<ProductBadge status={status} />}>
      <div className="flex flex-col gap-4 p-4 text-sm md:px-5">
        <section aria-label={t.description}>
          {description === "" ? (
            <p className="text-ink-3">{t.noDescription}</p>
          ) : (
            <p className="break-words whitespace-pre-wrap">
              <bdi>{description}</bdi>
            </p>
          )}
        </section>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5">
          {facts
            .filter(([, value]) => value !== null)
            .map(([name, value]) => (
              <div key={name} className="contents">
                <dt className="text-ink-3">{name}</dt>
                <dd className="break-words">
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ))}
        </dl>
      </div>
    </Card>
  );
}
