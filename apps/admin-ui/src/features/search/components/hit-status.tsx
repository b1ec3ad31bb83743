import type { SearchHit } from "@chorus/contracts/entities/search-hit";
import { Badge, type BadgeTone } from "../../../components/ui/badge.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { searchTexts } from "../search-texts.ts";

const TONES: Record<SearchHit["status"], BadgeTone> = {
  queued: "amber",
  open: "blue",
  snoozed: "violet",
  closed: "green",
};

export function HitStatus({ status }: Pick<SearchHit, "status">) {
  const t = useTexts(searchTexts);
  return <Badge tone={TONES[status]}>{t.statuses[status]}</Badge>;
}
