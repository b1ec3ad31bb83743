import type { WidgetSettings } from "@chorus/contracts/entities/tenant";
import { translate } from "../state/language.ts";

/** Said before anything is stored: the first message is what makes us keep something. */
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
