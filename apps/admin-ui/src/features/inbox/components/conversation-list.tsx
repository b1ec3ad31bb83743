import { CircleAlert, Inbox } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { type CustomContainerComponentProps, Virtualizer, type VirtualizerHandle } from "virtua";
import { Button } from "../../../components/ui/button.tsx";
import { PanelMessage } from "../../../components/ui/panel-message.tsx";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { formatProblem } from "../../../lib/language/format-problem.ts";
import { uiTexts } from "../../../components/ui/ui-texts.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { useConversationList } from "../api/use-conversation-list.ts";
import { useCustomersPresence } from "../api/use-customers-presence.ts";
import { ConversationRow } from "./conversation-row.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { keepSteady } from "./steady-order.ts";

const ROW_HEIGHT_PX = 60;

export function ConversationList({ filter, selectedId }: { filter: Filter; selectedId: string | null }) {
  const t = useTexts(inboxTexts);
  const ui = useTexts(uiTexts);
  const list = useConversationList(filter);
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRef<VirtualizerHandle>(null);
  const current = useMemo(() => list.data?.pages.flatMap((page) => page.items) ?? [], [list.data]);
  useCustomersPresence(current);
  /** Ids in their order when the pointer entered the list; null while it is elsewhere. */
  const [frozenIds, setFrozenIds] = useState<readonly string[] | null>(null);
  const { rows: shown, waiting } = useMemo(
    () => (frozenIds ? keepSteady(frozenIds, current) : { rows: current, waiting: 0 }),
    [frozenIds, current],
  );

  if (list.isPending) return <ListSkeleton />;
  if (list.isError && current.length === 0) {
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
  if (current.length === 0) {
    return (
      <PanelMessage icon={Inbox} title={t.empty[filter].title}>
        {t.empty[filter].text}
      </PanelMessage>
    );
  }

  const loadMoreNearEnd = () => {
    const handle = rows.current;
    if (!handle || !list.hasNextPage || list.isFetchingNextPage || list.isFetchNextPageError) return;
    if (handle.scrollOffset + handle.viewportSize > handle.scrollSize - 10 * ROW_HEIGHT_PX) void list.fetchNextPage();
  };

  return (
    <div className="relative min-h-0 flex-1">
      {waiting > 0 && (
        <Button
          look="primary"
          className="absolute top-1 left-1/2 z-10 h-7 -translate-x-1/2 animate-appear rounded-full shadow-float"
          onClick={() => {
            setFrozenIds(current.map((row) => row.id));
            rows.current?.scrollTo(0);
          }}
        >
          {t.newOnes(waiting)}
        </Button>
      )}
      <div
        ref={scroller}
        role="presentation"
        className="h-full overflow-y-auto pb-2"
        onPointerEnter={(event) => event.pointerType === "mouse" && setFrozenIds(current.map((row) => row.id))}
        onPointerLeave={() => setFrozenIds(null)}
        onKeyDown={moveFocus}
      >
        <Virtualizer
          ref={rows}
          scrollRef={scroller}
          data={shown}
          itemSize={ROW_HEIGHT_PX}
          as={List}
          item="li"
          onScroll={loadMoreNearEnd}
        >
          {(conversation) => (
            <ConversationRow
              key={conversation.id}
              conversation={conversation}
              filter={filter}
              isSelected={conversation.id === selectedId}
            />
          )}
        </Virtualizer>
        {list.hasNextPage && (
          <div className="flex justify-center p-3">
            <Button look="quiet" isBusy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {list.isFetchNextPageError ? ui.couldNotLoadMore : ui.loadMore}
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

function List({ children, style, ref }: CustomContainerComponentProps) {
  const t = useTexts(inboxTexts);
  return (
    <ul aria-label={t.conversations} ref={ref} style={style}>
      {children}
    </ul>
  );
}

/** Arrow keys go from row to row. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const next = links[links.findIndex((link) => link === document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
