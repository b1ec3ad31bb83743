import type { TimelineEntry } from "@chorus/client-sdk/conversation/timeline";
import { markdownToPlain } from "@chorus/markdown/plain";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Sounds } from "../tabs/sounds.ts";
import { eventLine } from "./event-line.ts";

interface AnnouncerProps {
  timeline: readonly TimelineEntry[];
  isLive: boolean;
  sounds: Sounds;
  /** One tab of several. */
  isLeader: () => boolean;
}

/** Announces what others say and do to screen readers, and plays the sound; earlier messages are read in the log. */
export function Announcer({ timeline, isLive, sounds, isLeader }: AnnouncerProps) {
  const [text, setText] = useState("");
  const announcedSeq = useRef<number | null>(null);
  useEffect(() => {
    if (!isLive) return;
    const lastSeq = timeline.at(-1)?.seq ?? 0;
    const known = announcedSeq.current;
    announcedSeq.current = Math.max(lastSeq, known ?? 0);
    if (known === null) return;
    const isNews = (entry: TimelineEntry) => entry.seq > known;
    const news = timeline.filter(isNews).flatMap(wordsOf);
    if (news.length === 0) return;
    setText(news.join("\n"));
    const isSaid = (entry: TimelineEntry) => entry.type === "message" && entry.message.author.type !== "customer";
    if (timeline.some((entry) => isNews(entry) && isSaid(entry)) && isLeader()) sounds.play();
  }, [timeline, isLive, sounds, isLeader]);
  return (
    <p class="sr-only" aria-live="polite">
      {text}
    </p>
  );
}

function wordsOf(entry: TimelineEntry): string[] {
  if (entry.type === "event") return [eventLine(entry.event) ?? []].flat();
  const { author, body } = entry.message;
  return author.type === "customer" ? [] : [`${author.name}: ${markdownToPlain(body)}`];
}
