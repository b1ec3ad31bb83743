import type { SummarySection, SummaryType } from "@chorus/contracts/entities/summary";
import { createSummary, streamSummaries, type SummaryStreamEvent } from "@chorus/contracts/routes/summaries";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useDeskSession } from "../../../lib/session/session-context.ts";
import { readEvents } from "./read-events.ts";
import { summariesKey } from "./use-summaries.ts";

const SLOW_AFTER_MS = 20_000;
/** The stream is optional: the summary is requested also when it does not open. */
const OPEN_WITHIN_MS = 2_000;

/** The statements received so far, by type. */
export type Arriving = Partial<Record<SummaryType, SummarySection[]>>;

/** Requests a summary, shows its statements as they are written, and waits until it covers all messages. */
export function useMakeSummary(conversationId: string) {
  const { rest } = useDeskSession();
  const queryClient = useQueryClient();
  const [isWaiting, setIsWaiting] = useState(false);
  const [isSlow, setIsSlow] = useState(false);
  const [arriving, setArriving] = useState<Arriving>({});
  const watching = useRef<AbortController>(null);
  useEffect(() => () => watching.current?.abort(), []);
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setTimeout(() => setIsSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, [isWaiting]);

  const look = () => queryClient.invalidateQueries({ queryKey: summariesKey(conversationId) });
  /** Resolves when the stream is open, so that nothing is missed; without a stream the summary is polled. */
  const watch = (signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, OPEN_WITHIN_MS);
      const hear = async () => {
        const response = await rest.open(streamSummaries, { params: { conversationId }, signal });
        if (!response.body) return;
        for await (const event of readEvents(response.body, signal)) {
          if (event.kind === "open") resolve();
          if (event.kind === "done") await look();
          setArriving((known) => withEvent(known, event));
        }
      };
      void hear()
        .catch(() => undefined)
        .finally(resolve);
    });

  const make = useMutation({
    mutationFn: async (type: SummaryType) => {
      watching.current?.abort();
      watching.current = new AbortController();
      setArriving({});
      await watch(watching.current.signal);
      return rest.call(createSummary, { params: { conversationId }, body: { type } });
    },
    onSuccess: (answer) => {
      const isMade = !("jobId" in answer);
      if (isMade) watching.current?.abort();
      setIsSlow(false);
      setIsWaiting(!isMade);
      return look();
    },
  });
  const stopWaiting = () => {
    watching.current?.abort();
    setIsWaiting(false);
    setArriving({});
  };
  return { make, isWaiting, isSlow, arriving, stopWaiting };
}

function withEvent(known: Arriving, event: SummaryStreamEvent): Arriving {
  if (event.kind === "reset") return {};
  if (event.kind !== "statement") return known;
  const { type, section: name, statement } = event;
  const sections = known[type] ?? [];
  const section = sections.find((one) => one.name === name) ?? { name, statements: [] };
  const grown = { name, statements: [...section.statements, statement] };
  return { ...known, [type]: [...sections.filter((one) => one.name !== name), grown] };
}
