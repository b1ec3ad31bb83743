import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { Page } from "../../../components/ui/page.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { useTexts } from "../../../lib/language/texts.ts";
import { searchTexts } from "../search-texts.ts";
import { Results } from "./results.tsx";

/** Search over people and conversations; the query is in the address, so that it can be shared. */
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
    <main className="min-h-0 min-w-0 flex-1 overflow-y-auto bg-canvas">
      <Page title={t.title}>
        <search>
          <form onSubmit={submit} className="flex gap-2">
            <span className="relative min-w-0 flex-1">
              <Search aria-hidden="true" size={15} className="absolute top-2.5 left-3 text-ink-3" />
              <input
                type="search"
                aria-label={t.label}
                placeholder={t.label}
                value={entered}
                maxLength={500}
                // oxlint-disable-next-line jsx-a11y/no-autofocus -- whoever opens the search page wants to type
                autoFocus={asked === ""}
                onChange={(event) => setEntered(event.target.value)}
                className="h-9 w-full rounded-control border border-field bg-surface pr-3 pl-9 text-base placeholder:text-ink-3"
              />
            </span>
            <Button type="submit" look="primary" className="h-9">
              {t.search}
            </Button>
          </form>
        </search>
        {asked === "" ? <Beginning /> : <Results key={asked} question={asked} />}
      </Page>
    </main>
  );
}

/** Before the first query: examples. */
function Beginning() {
  const t = useTexts(searchTexts);
  return (
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
                className="inline-flex h-8 items-center rounded-full border border-line-strong bg-surface px-3 text-sm hover:bg-hover"
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
  );
}
