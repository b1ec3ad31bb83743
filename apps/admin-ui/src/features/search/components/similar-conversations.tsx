import { markdownToPlain } from "@chorus/markdown/plain";
import { listSimilar } from "@chorus/contracts/routes/summaries";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Waypoints } from "lucide-react";
import { Loaded } from "../../../components/ui/page.tsx";
import { LIST_OF_STATUS } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { searchTexts } from "../search-texts.ts";

const MAX_SHOWN = 3;

/** Conversations with a similar topic, and how they ended. */
export function SimilarConversations({ conversationId }: { conversationId: string }) {
  const t = useTexts(searchTexts);
  const { rest } = useDeskSession();
  const similar = useQuery({
    queryKey: ["similar", conversationId],
    queryFn: ({ signal }) => rest.call(listSimilar, { params: { conversationId }, signal }),
  });
  return (
    <section aria-label={t.similar}>
      <h3 className="mb-1 flex h-6 items-center text-sm font-semibold">{t.similar}</h3>
      <Loaded query={similar}>
        {({ items, degraded }) =>
          items.length === 0 ? (
            <p className="text-xs text-ink-3">{degraded ?? t.noneSimilar}</p>
          ) : (
            <ul className="-mx-2">
              {items.slice(0, MAX_SHOWN).map((item) => (
                <li key={item.conversationId}>
                  <Link
                    to="/inbox/$filter/$conversationId"
                    params={{ filter: LIST_OF_STATUS[item.status], conversationId: item.conversationId }}
                    className="flex items-start gap-2 rounded-control px-2 py-1.5 text-sm hover:bg-hover"
                  >
                    <Waypoints aria-hidden="true" size={14} className="mt-0.5 shrink-0 text-ink-3" />
                    <span className="min-w-0 flex-1">
                      <span dir="auto" className="line-clamp-2 break-words">
                        {markdownToPlain(item.about)}
                      </span>
                      {item.ending !== null && (
                        <span dir="auto" className="line-clamp-2 text-xs break-words text-ink-3">
                          {t.ended}: {markdownToPlain(item.ending)}
                        </span>
                      )}
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
