import { Avatar } from "../components/ui/avatar.tsx";
import { Badge, type BadgeTone } from "../components/ui/badge.tsx";
import { PresenceDot } from "../components/ui/presence-dot.tsx";
import { PriorityBars } from "../components/ui/priority-bars.tsx";
import { Tag } from "../components/ui/tag.tsx";
import { uiTexts } from "../components/ui/ui-texts.ts";
import { useTexts } from "../lib/language/texts.ts";
import { galleryTexts } from "./gallery-texts.ts";

const TYPE = {
  figure: "text-figure font-semibold tracking-tight tabular-nums",
  big: "text-big font-semibold tracking-tight",
  title: "text-title font-semibold tracking-tight",
  base: "text-base",
  sm: "text-sm",
  xs: "text-xs font-[450] text-ink-2",
  tiny: "text-tiny font-medium text-ink-2",
} as const;

export function TypeSamples() {
  const t = useTexts(galleryTexts).type;
  return (Object.keys(TYPE) as (keyof typeof TYPE)[]).map((name) => (
    <p key={name} className={TYPE[name]}>
      {t[name]}
    </p>
  ));
}

const COLOURS = [
  ...["canvas", "surface", "raised", "sunken", "hover", "line", "line-strong", "line-control"],
  ...["ink", "ink-2", "ink-3", "accent", "accent-ink", "accent-soft", "accent-line", "focus"],
  ...["note", "note-line", "them", "own", "chart", "chart-2", "chart-past", "grid"],
];

/** Each colour under the name of its variable. */
export function ColourSamples() {
  return (
    <ul className="grid grid-cols-4 gap-2 sm:grid-cols-8">
      {COLOURS.map((name) => (
        <li key={name} className="text-tiny text-ink-2">
          <span
            className="mb-1 block h-8 rounded-control border border-line"
            style={{ background: `var(--${name})` }}
          />
          <span className="break-words">{name}</span>
        </li>
      ))}
    </ul>
  );
}

const TONES: readonly BadgeTone[] = ["blue", "amber", "violet", "green", "red", "grey", "accent"];

export function StatusSamples() {
  const t = useTexts(galleryTexts);
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {TONES.map((tone) => (
          <Badge key={tone} tone={tone}>
            {tone}
          </Badge>
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {Object.values(t.tags).map((name) => (
          <Tag key={name} name={name} />
        ))}
        {(["low", "normal", "high", "urgent"] as const).map((priority) => (
          <PriorityBars key={priority} priority={priority} />
        ))}
      </div>
    </>
  );
}

const SPACES = [4, 8, 12, 16, 20, 24, 32, 48];
const SHAPES = {
  control: "rounded-control border-line-strong bg-surface",
  card: "rounded-card border-line-strong bg-surface",
  bubble: "rounded-bubble border-line-strong bg-surface",
  full: "rounded-full border-line-strong bg-surface",
  float: "rounded-card border-transparent bg-raised shadow-float",
};

export function SpaceSamples() {
  return (
    <>
      <ul className="flex flex-wrap items-end gap-3">
        {SPACES.map((space) => (
          <li key={space} className="text-center text-tiny text-ink-2 tabular-nums">
            <span className="mb-1 block bg-chart-2" style={{ width: space, height: space }} />
            {space}
          </li>
        ))}
      </ul>
      <ul className="flex flex-wrap gap-3">
        {Object.entries(SHAPES).map(([name, shape]) => (
          <li key={name} className={`grid h-12 w-24 place-items-center border text-tiny text-ink-2 ${shape}`}>
            {name}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Ids of which each has another of the ten tones. */
const TEN = ["j", "a", "b", "c", "d", "e", "f", "g", "h", "i"];
const SIZES = ["tiny", "small", "medium", "large"] as const;
const PRESENCE = ["online", "away", "busy", "offline"] as const;

export function AvatarSamples() {
  const t = useTexts(galleryTexts);
  const words = useTexts(uiTexts).presence;
  return (
    <>
      <div className="flex flex-wrap gap-2">
        {TEN.map((id) => (
          <Avatar key={id} id={id} name={t.people.one} />
        ))}
      </div>
      <div className="flex flex-wrap items-center gap-4">
        {SIZES.map((size) => (
          <Avatar key={size} id="b" name={t.people.two} size={size} presence="online" />
        ))}
        {PRESENCE.map((status) => (
          <span key={status} className="flex items-center gap-2 text-xs text-ink-2">
            <Avatar id={status} name={t.people.one} presence={status} />
            <PresenceDot status={status} />
            {words[status]}
          </span>
        ))}
      </div>
    </>
  );
}
