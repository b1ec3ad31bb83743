import { Cpu, Sparkles } from "lucide-react";
import { RadioCards } from "../../../../components/ui/radio-cards.tsx";
import { useReadable } from "../../../../lib/browser/use-readable.ts";
import { languageChoice } from "../../../../lib/language/language.ts";
import { useTexts } from "../../../../lib/language/texts.ts";
import type { Providers } from "../summary-settings.ts";
import { summarySettingsTexts } from "../summary-settings-texts.ts";

interface ModelChoiceProps {
  providers: Providers;
  value: string;
  onChange: (provider: string) => void;
}

/** Each model with what it means to choose it; where there is only our own, how to get another one. */
export function ModelChoice({ providers, value, onChange }: ModelChoiceProps) {
  const t = useTexts(summarySettingsTexts);
  // The service says why in English only.
  const isEnglish = useReadable(languageChoice) === "en";
  const answering = providers.find(({ state }) => state === "answering");
  return (
    <>
      {providers.length > 1 ? (
        <RadioCards
          label={t.model}
          value={value}
          onChange={onChange}
          choices={providers.map(({ name, model }) => ({
            value: name,
            label: name === "local" ? t.local : name,
            text: name === "local" ? t.localText : t.remoteText(model ?? name),
            icon: name === "local" ? Cpu : Sparkles,
          }))}
        />
      ) : (
        <div className="flex gap-3 rounded-card bg-grey-soft p-3.5 text-sm">
          <Cpu aria-hidden="true" size={16} className="mt-px shrink-0 text-ink-2" />
          <div>
            <p className="font-medium">{t.local}</p>
            <p className="text-xs text-ink-2">{t.localText}</p>
            <p className="mt-2 text-xs text-ink-2">{t.onlyLocal}</p>
          </div>
        </div>
      )}
      {answering && providers.length > 1 && isEnglish && <p className="text-xs text-ink-3">{answering.reason}</p>}
    </>
  );
}
