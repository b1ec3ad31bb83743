import type { WidgetSettings } from "@chorus/contracts/entities/tenant";
import { translate } from "../state/language.ts";

/** Shown before the first message, because that is the first thing that is stored. */
export function PrivacyNote({ privacy }: { privacy: WidgetSettings["privacy"] }) {
  if (!privacy) return null;
  return (
    <p class="privacy" dir="auto">
      {privacy.text}{" "}
      {privacy.url && (
        <a href={privacy.url} target="_blank" rel="noopener noreferrer">
          {translate("privacyLink")}
        </a>
      )}
    </p>
  );
}
