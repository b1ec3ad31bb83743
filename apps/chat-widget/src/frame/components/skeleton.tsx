import { translate } from "../state/language.ts";

/** The shape of a conversation that is being fetched. */
export function Skeleton() {
  return (
    <output class="log skeleton" aria-label={translate("loading")}>
      <span class="theirs" />
      <span class="mine" />
      <span class="theirs wide" />
    </output>
  );
}
