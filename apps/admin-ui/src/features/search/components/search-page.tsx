import type { SearchHit } from "@chorus/contracts/entities/search-hit";
import { semanticSearch } from "@chorus/contracts/routes/summaries";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Search, SearchX } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Card, Loaded, Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { LIST_OF_STATUS } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { markedParts } from "../marked-parts.ts";
import { searchTexts } from "../search-texts.ts";

/** Search over all conversations; the query is in the address, so that it can be shared. */
export function SearchPage() {
  const t = useTexts(searchTexts);
  const navigate = useNavigate();
  const asked = useSearch({ strict: false }).q ?? "";
  const [entered, setEntered] = useState(asked);
  const [lastAsked, setLastAsked] = useState(asked);
  if (asked !== lastAsked) {
    // After an example, or back and forward, the field shows the query of the results.
    setLastAsked(asked);
    setEntered(asked);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const q = entered.trim();
    if (q !== "") void navigate({ to: "/search", search: { q } });
  };
  return (
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-sunken">
      <Page title={t.title} description={t.text}>
        <search>
          <form onSubmit={submit} className="flex gap-2">
            <input
              type="search"
              aria-label={t.label}
              placeholder={t.placeholder}
              value={entered}
              maxLength={500}
              onChange={(event) => setEntered(event.target.value)}
              className="h-10 min-w-0 flex-1 rounded-control border border-line-strong bg-surface px-3 placeholder:text-ink-mute"
            />
            <Button type="submit" look="primary" className="h-10">
              {t.search}
            </Button>
          </form>
        </search>
        {asked === "" ? <Beginning /> : <Results question={asked} />}
      </Page>
    </main>
  );
}

/** Before the first query: examples. */
function Beginning() {
  const t = useTexts(searchTexts);
  return (
    <Card>
      <PanelMessage
        icon={Search}
        title={t.begin}
        action={
          <ul className="flex flex-wrap justify-center gap-2">
            {Object.values(t.examples).map((example) => (
              <li key={example}>
                <Link
                  to="/search"
                  search={{ q: example }}
                  className="inline-block rounded-full border border-line-strong px-3 py-1.5 text-sm hover:bg-hover"
                >
                  {example}
                </Link>
              </li>
            ))}
          </ul>
        }
      >
        {t.beginText}
      </PanelMessage>
    </Card>
  );
}

function Results({ question }: { question: string }) {
  const t = useTexts(searchTexts);
  const { rest } = useDeskSession();
  const found = useQuery({
    queryKey: ["semantic-search", question],
    queryFn: ({ signal }) => rest.call(semanticSearch, { query: { q: question }, signal }),
  });
  return (
    <Loaded query={found}>
      {({ items, degraded }) => (
        <div className="flex flex-col gap-3">
          {degraded && (
            <output className="rounded-control bg-warn-soft px-3 py-2 text-sm text-warn-ink">{degraded}</output>
          )}
          {items.length === 0 ? (
            <Card>
              <PanelMessage icon={SearchX} title={t.nothing}>
                {t.nothingText}
              </PanelMessage>
            </Card>
          ) : (
            <>
              <output className="text-sm text-ink-mute">{t.results(items.length)}</output>
              <ul className="overflow-hidden rounded-card border border-line bg-surface">
                {items.map((item) => (
                  <li key={item.conversationId} className="border-b border-line last:border-b-0">
                    <Hit hit={item} question={question} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}

function Hit({ hit, question }: { hit: SearchHit; question: string }) {
  const t = useTexts(searchTexts);
  return (
    <Link
      to="/inbox/$filter/$conversationId"
      params={{ filter: LIST_OF_STATUS[hit.status], conversationId: hit.conversationId }}
      search={{ seq: hit.seq }}
      className="flex flex-col gap-1 px-5 py-3 text-sm hover:bg-hover"
    >
      <span className="flex items-baseline gap-2">
        <span dir="auto" className="min-w-0 flex-1 truncate font-medium">
          {hit.customerName}
          {hit.subject !== null && <span className="font-normal text-ink-mute"> · {hit.subject}</span>}
        </span>
        <span className="shrink-0 rounded-full border border-line px-2 text-xs text-ink-soft">
          {t.matched[hit.matched]}
        </span>
      </span>
      <span dir="auto" className="break-words text-ink-soft">
        {markedParts(hit.snippet, question).map(({ text, isMarked }, index) =>
          isMarked ? (
            // A text's parts do not move.
            <mark key={index} className="rounded-sm bg-accent-soft px-0.5 font-medium text-accent-text">
              {text}
            </mark>
          ) : (
            text
          ),
        )}
      </span>
    </Link>
  );
}
