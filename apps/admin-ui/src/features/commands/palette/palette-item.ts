import type { ReactNode } from "react";

/** Something that the palette offers. */
export interface PaletteItem {
  id: string;
  group: "commands" | "people" | "conversations" | "search";
  label: string;
  /** In front of the label: an avatar, an icon. */
  before?: ReactNode;
  /** Behind it, quieter. */
  note?: string;
  /** The shortcut. */
  shortcut?: string;
  run: () => void;
}
