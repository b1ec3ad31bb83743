import { formatAgo, formatExact } from "../../lib/language/format-time.ts";
import { useNowMs } from "../../lib/browser/now.ts";

interface TimeAgoProps {
  timestamp: string;
  className?: string;
  /** What the time is, for the title: "Waiting since". */
  label?: string;
}

export function TimeAgo({ timestamp, className, label }: TimeAgoProps) {
  const nowMs = useNowMs();
  const title = label ? `${label} ${formatExact(timestamp)}` : formatExact(timestamp);
  return (
    <time dateTime={timestamp} title={title} className={className}>
      {formatAgo(timestamp, nowMs)}
    </time>
  );
}
