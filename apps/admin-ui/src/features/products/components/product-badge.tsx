import type { Product } from "@chorus/contracts/entities/catalogue";
import { Badge } from "../../../components/ui/badge.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { productTexts } from "../product-texts.ts";

const TONES = { draft: "amber", active: "green", archived: "grey" } as const;

export function ProductBadge({ status }: Pick<Product, "status">) {
  const t = useTexts(productTexts);
  return <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>;
}
