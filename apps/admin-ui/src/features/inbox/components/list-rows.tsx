import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
} from "react";
import { type CustomContainerComponentProps, Virtualizer, type VirtualizerHandle } from "virtua";
import type { Filter } from "../../../lib/desk/conversation-lists.ts";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { publishRows, rowFrom } from "../../../lib/desk/shown-rows.ts";
import { useTexts } from "../../../lib/language/texts.ts";
import { inboxTexts } from "../inbox-texts.ts";
import { ConversationRow } from "./conversation-row.tsx";
import { GroupHead } from "./group-head.tsx";
import type { ListRow } from "./list-groups.ts";

type VirtualizerRef = RefObject<VirtualizerHandle | null>;

const ROW_HEIGHT_PX = 68;
/** The next page is asked for when so few rows are left below. */
const ROWS_AHEAD = 10;

export interface ListRowsHandle {
  toTop: () => void;
}

interface ListRowsProps {
  ref: Ref<ListRowsHandle>;
  rows: readonly ListRow[];
  filter: Filter;
  selectedId: string | null;
  /** A mouse comes over the list, and leaves it. */
  onEnter: () => void;
  onLeave: () => void;
  onNearEnd: () => void;
  /** What stands below the last row. */
  children: ReactNode;
}

/** The rows, of which only those on the screen are drawn. Tab reaches one of them, arrows the others. */
export function ListRows(props: ListRowsProps) {
  const { ref, rows, filter, selectedId, onEnter, onLeave, onNearEnd, children } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRef<VirtualizerHandle>(null);
  useImperativeHandle(ref, () => ({ toTop: () => virtualizer.current?.scrollTo(0) }), []);
  useOpenRow(rows, filter, selectedId, virtualizer);
  const isListed = rows.some(({ id }) => id === selectedId);
  const tabStop = isListed ? selectedId : rows.find((row) => row.type === "conversation")?.id;
  const onScroll = () => {
    const list = virtualizer.current;
    if (list && list.scrollOffset + list.viewportSize > list.scrollSize - ROWS_AHEAD * ROW_HEIGHT_PX) onNearEnd();
  };
  return (
    <div
      ref={scroller}
      role="presentation"
      className="h-full overflow-y-auto pb-2"
      onPointerEnter={(event) => event.pointerType === "mouse" && onEnter()}
      onPointerLeave={onLeave}
      onKeyDown={moveFocus}
    >
      <Virtualizer
        ref={virtualizer}
        scrollRef={scroller}
        data={rows}
        itemSize={ROW_HEIGHT_PX}
        as={List}
        item="li"
        onScroll={onScroll}
      >
        {(row) =>
          row.type === "group" ? (
            <GroupHead {...row} key={row.id} />
          ) : (
            <ConversationRow
              key={row.id}
              conversation={row.conversation}
              filter={filter}
              isSelected={row.id === selectedId}
              isTabStop={row.id === tabStop}
            />
          )
        }
      </Virtualizer>
      {children}
    </div>
  );
}

/** Tells the keys what they open, has it loaded before, and keeps the open row in sight. */
function useOpenRow(rows: readonly ListRow[], filter: Filter, openId: string | null, listRef: VirtualizerRef): void {
  const { warm } = useDeskSession();
  useEffect(() => {
    const ids = rows.filter((row) => row.type === "conversation").map(({ id }) => id);
    const shown = { filter, ids, openId };
    publishRows(shown);
    if (openId === null || !ids.includes(openId)) return;
    for (const id of [rowFrom(shown, -1), rowFrom(shown, 1)]) if (id !== undefined) warm.hold(id);
  }, [rows, filter, openId, warm]);
  useEffect(() => () => publishRows(null), []);
  const index = rows.findIndex(({ id }) => id === openId);
  // Only when another one is opened: whoever scrolls is not pulled back.
  const shownId = useRef<string | null>(null);
  useEffect(() => {
    if (openId === shownId.current || (openId !== null && index === -1)) return;
    shownId.current = openId;
    if (openId !== null) listRef.current?.scrollToIndex(index, { align: "nearest" });
  }, [openId, index, listRef]);
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
