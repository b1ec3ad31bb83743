import { CircleAlert } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { Button } from "../../../components/ui/button.tsx";
import { LoadMore } from "../../../components/ui/load-more.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useReadable } from "../../../lib/browser/use-readable.ts";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { useConversationList } from "../api/use-conversation-list.ts";
import { useCustomersPresence } from "../api/use-customers-presence.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { EmptyList } from "./empty-list.tsx";
import { grouped, ungrouped } from "./list-groups.ts";
import { ListRows, type ListRowsHandle } from "./list-rows.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { keepSteady } from "./steady-order.ts";

interface ConversationListProps {
  filter: Filter;
  selectedId: string | null;
}

/** Lists of work are read by who loses most; what is put away goes by time. */
const isGrouped = (filter: Filter) =>
  filter === "mine" || filter === "open" || filter === "queue" || filter.startsWith("team-");

export function ConversationList({ filter, selectedId }: ConversationListProps) {
  const t = useTexts(inboxTexts);
  const ui = useTexts(uiTexts);
  const list = useConversationList(filter);
  const { presence } = useDeskSession();
  const people = useReadable(presence.people);
  const rows = useRef<ListRowsHandle>(null);
  const loaded = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  useCustomersPresence(loaded);
  // Groups of half a list would lie about who waits longest, and a last page must not regroup what is being read.
  const isWhole = list.data?.pages.length === 1 && !list.hasNextPage;
  const current = useMemo(() => {
    const isHere = (customerId: string) => (people.get(customerId) ?? "offline") !== "offline";
    return isGrouped(filter) && isWhole ? grouped(loaded, isHere, filter === "queue") : ungrouped(loaded);
  }, [loaded, people, filter, isWhole]);
  /** Keys in their order when the pointer entered the list; null while it is elsewhere. */
  const [frozen, setFrozen] = useState<readonly string[] | null>(null);
  const { rows: shown, waiting } = useMemo(
    () => (frozen ? keepSteady(frozen, current) : { rows: current, waiting: 0 }),
    [frozen, current],
  );
  const freeze = () => setFrozen(current.map(({ id }) => id));

  if (list.isPending) return <ListSkeleton />;
  if (list.isError && loaded.length === 0) {
    return (
      <PanelMessage
        isError
        icon={CircleAlert}
        title={t.notLoaded}
        action={<Button onClick={() => void list.refetch()}>{ui.tryAgain}</Button>}
      >
        {formatProblem(list.error)}
      </PanelMessage>
    );
  }
  if (loaded.length === 0) return <EmptyList filter={filter} />;

  return (
    <div className="relative min-h-0 flex-1">
      {waiting > 0 && (
        <Button
          look="primary"
          className="absolute top-1 left-1/2 z-10 h-7 -translate-x-1/2 animate-appear rounded-full shadow-float"
          onClick={() => {
            freeze();
            rows.current?.toTop();
          }}
        >
          {t.newOnes(waiting)}
        </Button>
      )}
      <ListRows
        ref={rows}
        rows={shown}
        filter={filter}
        selectedId={selectedId}
        onEnter={freeze}
        onLeave={() => setFrozen(null)}
        onNearEnd={() => {
          if (list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError) void list.fetchNextPage();
        }}
      >
        <LoadMore query={list} />
      </ListRows>
    </div>
  );
}
