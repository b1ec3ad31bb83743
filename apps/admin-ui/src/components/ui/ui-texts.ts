import { defineTexts } from "../../lib/texts.ts";

/** Words of the small parts that every page uses. */
export const uiTexts = defineTexts(
  {
    close: "Close",
    cancel: "Cancel",
    save: "Save changes",
    saved: "Saved.",
    tryAgain: "Try again",
    loadMore: "Load more",
    couldNotLoadMore: "Could not load more. Try again",
    copy: "Copy",
    copied: "Copied",
    copyByHand: "It could not be copied: please select it and copy it yourself.",
    couldNotLoad: "This could not be loaded",
    loading: "Loading",
    dismiss: "Dismiss",
    notices: "Notices",
    presence: { online: "online", away: "away", busy: "busy", offline: "offline" },
  },
  {
    close: "Schließen",
    cancel: "Abbrechen",
    save: "Änderungen speichern",
    saved: "Gespeichert.",
    tryAgain: "Erneut versuchen",
    loadMore: "Mehr laden",
    couldNotLoadMore: "Mehr ließ sich nicht laden. Erneut versuchen",
    copy: "Kopieren",
    copied: "Kopiert",
    copyByHand: "Das Kopieren ging nicht: bitte markieren und selbst kopieren.",
    couldNotLoad: "Das konnte nicht geladen werden",
    loading: "Lädt",
    dismiss: "Ausblenden",
    notices: "Hinweise",
    presence: { online: "online", away: "abwesend", busy: "beschäftigt", offline: "offline" },
  },
);
