import type { SearchHit } from "@chorus/contracts/entities/search-hit";
import { useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card } from "../../../components/ui/page.tsx";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { searchTexts } from "../search-texts.ts";
import { Hit } from "./hit.tsx";

interface HitListProps {
  title: string;
  hint?: string;
  hits: readonly SearchHit[];
  question: string;
  /** So many at first, since better hits stand above. */
  first?: number;
}

export function HitList({ title, hint, hits, question, first = hits.length }: HitListProps) {
  const t = useTexts(searchTexts);
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? hits : hits.slice(0, first);
  return (
    <Card title={title} action={hint && <span className="text-xs text-ink-3">{hint}</span>}>
      {shown.length > 0 && (
        <ul aria-label={title} className="divide-y divide-line">
          {shown.map((hit) => (
            <li key={hit.conversationId}>
              <Hit hit={hit} question={question} />
            </li>
          ))}
        </ul>
      )}
      {shown.length < hits.length && (
        <div className="flex justify-center border-line p-2 not-nth-2:border-t">
          <Button look="quiet" onClick={() => setIsWhole(true)}>
            {t.showAll(formatNumber(hits.length), hits.length === 1)}
          </Button>
        </div>
      )}
    </Card>
  );
}
