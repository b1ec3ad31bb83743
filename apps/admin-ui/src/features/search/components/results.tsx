import { semanticSearch } from "@chorus/contracts/routes/summaries";
import { useQuery } from "@tanstack/react-query";
import { SearchX } from "lucide-react";
import { useState } from "react";
import { Card, Loaded } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { RowsSkeleton } from "../../../components/ui/skeletons.tsx";
import { useNowMs } from "../../../lib/browser/now.ts";
import { formatNumber } from "../../../lib/language/format-number.ts";
import { languageChoice } from "../../../lib/language/language.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useFoundPeople } from "../api/use-found-people.ts";
import { agentsOf, narrowHits, NO_HIT_FILTERS } from "../narrow-hits.ts";
import { searchTexts } from "../search-texts.ts";
import { FoundPeople } from "./found-people.tsx";
import { HitFilterFields } from "./hit-filter-fields.tsx";
import { HitList } from "./hit-list.tsx";

const MOST = 50;
const FIRST_RELATED = 5;
/** Where nothing better was found. */
const FIRST_OF_MANY = 10;

/** People first, then what has the words, then what means much the same. */
export function Results({ question }: { question: string }) {
  const t = useTexts(searchTexts);
  const { rest } = useDeskSession();
  const nowMs = useNowMs();
  const [filters, setFilters] = useState(NO_HIT_FILTERS);
  const people = useFoundPeople(question);
  const found = useQuery({
    queryKey: ["semantic-search", question],
    queryFn: ({ signal }) => rest.call(semanticSearch, { query: { q: question, limit: MOST }, signal }),
  });
  return (
    <>
      {people.length > 0 && <FoundPeople people={people} />}
      <Loaded query={found} skeleton={<RowsSkeleton rows={6} />}>
        {({ items, degraded }) => {
          const hits = narrowHits(items, filters, nowMs);
          const exact = hits.filter(({ matched }) => matched !== "meaning");
          const related = hits.filter(({ matched }) => matched === "meaning");
          // Whoever asks for a person means the person.
          const firstRelated = exact.length > 0 ? FIRST_RELATED : people.length > 0 ? 0 : FIRST_OF_MANY;
          const note = degraded !== null && languageChoice.getSnapshot() !== "en" ? t.degraded : degraded;
          return (
            <>
              {note && (
                <output className="rounded-control bg-amber-soft px-3 py-2 text-sm text-amber-ink">{note}</output>
              )}
              {items.length > 0 && (
                <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
                  <output className="flex-1 text-xs whitespace-nowrap text-ink-3">
                    {t.results(formatNumber(hits.length), hits.length === 1)}
                  </output>
                  <HitFilterFields filters={filters} agents={agentsOf(items)} onChange={setFilters} />
                </div>
              )}
              {exact.length > 0 && <HitList title={t.exact} hits={exact} question={question} />}
              {related.length > 0 && (
                <HitList
                  title={t.related}
                  hint={t.relatedHint}
                  hits={related}
                  question={question}
                  first={firstRelated}
                />
              )}
              {hits.length === 0 && (items.length > 0 || people.length === 0) && (
                <Card>
                  <PanelMessage icon={SearchX} title={items.length > 0 ? t.nothingFiltered : t.nothing(question)}>
                    {items.length === 0 && t.nothingText}
                  </PanelMessage>
                </Card>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
}
