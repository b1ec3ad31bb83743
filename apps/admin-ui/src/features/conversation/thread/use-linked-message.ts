import { useSearch } from "@tanstack/react-router";
import type { ConversationStream } from "@chorus/client-sdk/conversation/conversation-stream";
import { type RefObject, useEffect, useRef } from "react";
import type { VirtualizerHandle } from "virtua";
import { showProblem } from "../../../lib/desk/notices.ts";
import type { TimelineRow } from "./timeline-rows.ts";

interface LinkedMessageInput {
  rows: readonly TimelineRow[];
  stream: ConversationStream;
  hasOlder: boolean;
  isLoadingOlder: boolean;
  virtualizer: RefObject<VirtualizerHandle | null>;
  leaveEnd: () => void;
}

/** Scrolls to the linked message (`?seq=`), loading older pages until it is there. @returns its number */
export function useLinkedMessage(input: LinkedMessageInput): number | null {
  const { rows, stream, hasOlder, isLoadingOlder, virtualizer, leaveEnd } = input;
  const linked = useSearch({ strict: false }).seq ?? null;
  const shown = useRef<number | null>(null);
  useEffect(() => {
    if (linked === null) shown.current = null;
    if (linked === null || shown.current === linked) return;
    const index = rows.findIndex((row) => row.type === "message" && row.stored?.seq === linked);
    if (index !== -1) {
      shown.current = linked;
      // After the layout of the rows: before, there is nothing to scroll to.
      requestAnimationFrame(() => {
        const list = virtualizer.current;
        if (!list || list.scrollSize <= list.viewportSize) return;
        // Near the end it is in view already.
        if (list.scrollSize - list.getItemOffset(index) <= list.viewportSize / 2) return;
        leaveEnd();
        list.scrollToIndex(index, { align: "center" });
      });
    } else if (hasOlder && !isLoadingOlder) {
      stream.loadOlder().catch(showProblem);
    } else if (!hasOlder) {
      shown.current = linked;
    }
  }, [linked, rows, stream, hasOlder, isLoadingOlder, virtualizer, leaveEnd]);
  return linked;
}
