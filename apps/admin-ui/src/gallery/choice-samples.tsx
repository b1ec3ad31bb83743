import { Cpu, Sparkles } from "lucide-react";
import { useState } from "react";
import { Avatar } from "../components/ui/avatar.tsx";
import { Checkbox } from "../components/ui/checkbox.tsx";
import { Combobox } from "../components/ui/combobox.tsx";
import { Progress } from "../components/ui/progress.tsx";
import { RadioCards } from "../components/ui/radio-cards.tsx";
import { SegmentedField } from "../components/ui/segmented-field.tsx";
import { SelectField } from "../components/ui/select-field.tsx";
import { Switch } from "../components/ui/switch.tsx";
import { useTexts } from "../lib/language/texts.ts";
import { timeZoneChoices } from "../lib/language/time-zones.ts";
import { galleryTexts } from "./gallery-texts.ts";

export function ChoiceSamples() {
  const t = useTexts(galleryTexts);
  const [language, setLanguage] = useState<keyof typeof t.languages>("en");
  const [zone, setZone] = useState("UTC");
  const [person, setPerson] = useState<string | null>(null);
  const [isOn, setIsOn] = useState(true);
  const [card, setCard] = useState<"own" | "other">("own");
  const languages = (Object.keys(t.languages) as (keyof typeof t.languages)[]).map((value) => ({
    value,
    label: t.languages[value],
  }));
  const people = Object.entries(t.people).map(([value, label]) => ({
    ...{ value, label },
    before: <Avatar id={value} name={label} size="tiny" />,
  }));
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <SelectField label={t.language} value={language} choices={languages} onChange={setLanguage} hint={t.hint} />
        <SelectField label={t.country} value={zone} choices={timeZoneChoices(zone)} onChange={setZone} />
        <SelectField label={t.disabled} value={language} choices={languages} onChange={setLanguage} disabled />
        <SelectField
          label={t.language}
          value={null}
          choices={languages}
          onChange={setLanguage}
          placeholder={t.placeholder}
          problem={t.wrong}
        />
        <Combobox
          label={t.columns.person}
          value={person}
          choices={people}
          onChange={setPerson}
          placeholder={t.placeholder}
        />
      </div>
      <div className="grid gap-3 sm:grid-cols-2">
        <Switch label={t.switched} hint={t.hint} isOn={isOn} onChange={setIsOn} />
        <Switch label={t.switched} isOn={!isOn} onChange={(next) => setIsOn(!next)} />
        <Checkbox label={t.checked} hint={t.hint} isChecked={isOn} onChange={setIsOn} />
        <Checkbox label={t.disabled} isChecked onChange={setIsOn} disabled />
      </div>
      <SegmentedField label={t.language} value={language} choices={languages} onChange={setLanguage} hint={t.hint} />
      <RadioCards
        label={t.sections.choices}
        value={card}
        onChange={setCard}
        choices={[
          { value: "own", label: t.cards.own, text: t.cards.ownText, icon: Cpu },
          { value: "other", label: t.cards.other, text: t.cards.otherText, icon: Sparkles },
        ]}
      />
      <Progress label={t.progress} share={0.6} />
      <Progress label={t.progress} share={null} />
    </>
  );
}
