import type { Rating } from "@chorus/contracts/entities/conversation";
import { Star } from "lucide-react";
import { useTexts } from "../../lib/language/texts.ts";
import { uiTexts } from "./ui-texts.ts";

/** A star and how many of five; the customer's words are in the title. */
export function RatingMark({ rating }: { rating: Rating }) {
  const t = useTexts(uiTexts);
  const text = t.rated(rating.score);
  return (
    <span
      title={rating.comment ? `${text}: ${rating.comment}` : text}
      className="inline-flex shrink-0 items-center gap-0.5 text-xs font-medium text-amber-ink tabular-nums"
    >
      <Star aria-hidden="true" size={12} fill="currentColor" />
      <span aria-hidden="true">{rating.score}</span>
      <span className="sr-only">{text}</span>
    </span>
  );
}
