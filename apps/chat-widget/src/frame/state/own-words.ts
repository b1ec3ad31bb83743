import type { WidgetLanguage, WidgetSettings } from "@chorus/contracts/entities/tenant";
import { translate } from "./language.ts";

interface OwnWords {
  greeting: string;
  privacy: { text: string; url: string } | null;
  offlineMessage: string;
  starters: readonly string[];
}

type Source = Pick<WidgetSettings, "language" | "greeting" | "privacy" | "offlineMessage" | "texts">;

/** What the tenant says in a visitor's language, else in its default language, else the widget's own words. */
export function ownWords(settings: Source, language: WidgetLanguage): OwnWords {
  const theirs = settings.texts?.[language] ?? {};
  const usual = settings.texts?.[settings.language] ?? {};
  const { greeting, privacy, offlineMessage } = settings;
  return {
    greeting: theirs.greeting || usual.greeting || greeting || translate("greeting"),
    privacy: privacy && { text: theirs.privacy || usual.privacy || privacy.text, url: privacy.url },
    offlineMessage: theirs.offlineMessage || usual.offlineMessage || offlineMessage || translate("leaveMessage"),
    starters: theirs.starters?.length ? theirs.starters : (usual.starters ?? []),
  };
}
