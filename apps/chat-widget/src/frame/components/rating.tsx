import { useState } from "preact/hooks";
import { translate } from "../state/language.ts";
import { Icon } from "./icon.tsx";

const SCORES = [1, 2, 3, 4, 5];
const MAX_COMMENT_CHARACTERS = 2_000;

/** The rating after the end, below the last message: five stars as radio buttons, and an optional comment. */
export function Rating({ onRate }: { onRate: (score: number, comment: string) => Promise<void> }) {
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const [state, setState] = useState<"asking" | "sending" | "thanks" | "failed">("asking");
  const excess = comment.trim().length - MAX_COMMENT_CHARACTERS;
  if (state === "thanks") return <output class="line">{translate("ratingThanks")}</output>;
  const submit = (event: Event) => {
    event.preventDefault();
    if (excess > 0) return;
    setState("sending");
    onRate(score, comment.trim()).then(
      () => setState("thanks"),
      () => setState("failed"),
    );
  };
  return (
    <form class="rating" onSubmit={submit}>
      <fieldset>
        <legend>{translate("howWasIt")}</legend>
        <span class="stars">
          {SCORES.map((value) => (
            <label key={value} class={value <= score ? "lit" : ""}>
              <input
                type="radio"
                name="score"
                class="sr-only"
                checked={value === score}
                aria-label={translate("stars", { count: String(value) })}
                onChange={() => setScore(value)}
              />
              <Icon name="star" size={28} />
            </label>
          ))}
        </span>
      </fieldset>
      {score > 0 && (
        <>
          <input
            type="text"
            dir="auto"
            aria-invalid={excess > 0}
            aria-label={translate("ratingComment")}
            placeholder={translate("ratingComment")}
            value={comment}
            onInput={(event) => setComment(event.currentTarget.value)}
          />
          {excess > 0 && <output class="problem">{translate("tooLong", { count: String(excess) })}</output>}
          <button type="submit" class="quiet" disabled={state === "sending" || excess > 0}>
            {translate("sendRating")}
          </button>
        </>
      )}
      {state === "failed" && (
        <p class="problem" role="alert">
          {translate("ratingFailed")}
        </p>
      )}
    </form>
  );
}
