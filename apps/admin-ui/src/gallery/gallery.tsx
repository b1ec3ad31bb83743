import type { ReactNode } from "react";
import { useTexts } from "../lib/language/texts.ts";
import { ButtonSamples, NavigationSamples } from "./button-samples.tsx";
import { ChoiceSamples } from "./choice-samples.tsx";
import { DataSamples } from "./data-samples.tsx";
import { FieldSamples } from "./field-samples.tsx";
import { galleryTexts } from "./gallery-texts.ts";
import { AvatarSamples, ColourSamples, SpaceSamples, StatusSamples, TypeSamples } from "./token-samples.tsx";
import { MessageSamples, StateSamples } from "./state-samples.tsx";

const SAMPLES: readonly { name: keyof (typeof galleryTexts)["en"]["sections"]; samples: ReactNode }[] = [
  { name: "type", samples: <TypeSamples /> },
  { name: "colours", samples: <ColourSamples /> },
  { name: "status", samples: <StatusSamples /> },
  { name: "space", samples: <SpaceSamples /> },
  { name: "avatars", samples: <AvatarSamples /> },
  { name: "buttons", samples: <ButtonSamples /> },
  { name: "fields", samples: <FieldSamples /> },
  { name: "choices", samples: <ChoiceSamples /> },
  { name: "navigation", samples: <NavigationSamples /> },
  { name: "data", samples: <DataSamples /> },
  { name: "states", samples: <StateSamples /> },
  { name: "messages", samples: <MessageSamples /> },
];

/** Light and dark side by side, below each other where it is narrow. */
export function Gallery() {
  const t = useTexts(galleryTexts);
  return (
    <main className="h-full overflow-y-auto">
      <h1 className="sr-only">{t.title}</h1>
      <div className="grid xl:grid-cols-2">
        <Half title={t.light} />
        <Half title={t.dark} theme="dark" />
      </div>
    </main>
  );
}

function Half({ title, theme }: { title: string; theme?: "dark" }) {
  const t = useTexts(galleryTexts);
  return (
    <section aria-label={title} data-theme={theme} className="min-w-0 bg-canvas p-6 text-ink">
      <h2 className="mb-6 text-title font-semibold tracking-tight">{title}</h2>
      <div className="flex flex-col gap-8">
        {SAMPLES.map(({ name, samples }) => (
          <section key={name} aria-label={`${title}: ${t.sections[name]}`} data-sample={name}>
            <h3 className="mb-3 border-b border-line pb-1.5 text-sm font-semibold">{t.sections[name]}</h3>
            <div className="flex flex-col gap-4">{samples}</div>
          </section>
        ))}
      </div>
    </section>
  );
}
