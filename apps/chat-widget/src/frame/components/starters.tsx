import { useId } from "preact/hooks";
import { translate } from "../state/language.ts";
import { Icon } from "./icon.tsx";

/** Questions that one press sends. */
export function Starters({ starters, onPick }: { starters: readonly string[]; onPick: (starter: string) => void }) {
  const id = useId();
  if (starters.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{translate("quickStart")}</h2>
      <ul class="card">
        {starters.map((starter) => (
          <li key={starter}>
            <button type="button" class="starter" onClick={() => onPick(starter)}>
              <bdi>{starter}</bdi>
              <Icon name="send" size={16} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
