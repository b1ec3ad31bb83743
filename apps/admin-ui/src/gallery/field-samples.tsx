import { useState } from "react";
import { CopyField } from "../components/ui/copy-field.tsx";
import { DateField } from "../components/ui/date-field.tsx";
import { PasswordField } from "../components/ui/password-field.tsx";
import { TextArea } from "../components/ui/text-area.tsx";
import { TextField } from "../components/ui/text-field.tsx";
import { TimeField } from "../components/ui/time-field.tsx";
import { useTexts } from "../lib/language/texts.ts";
import { galleryTexts } from "./gallery-texts.ts";

export function FieldSamples() {
  const t = useTexts(galleryTexts);
  const [text, setText] = useState("");
  const [day, setDay] = useState("2026-11-29");
  const [time, setTime] = useState("09:30");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label={t.name} hint={t.hint} defaultValue={t.people.one} />
      <TextField label={t.name} problem={t.wrong} />
      <TextField label={t.disabled} defaultValue={t.people.two} disabled />
      <PasswordField label={t.password} defaultValue="secret" autoComplete="off" />
      <DateField label={t.date} value={day} onChange={setDay} />
      <DateField label={t.date} value="" onChange={setDay} problem={t.wrong} />
      <TimeField label={t.time} value={time} onChange={setTime} />
      <CopyField label={t.readOnly} value="wk_0123456789" hint={t.hint} />
      <TextArea label={t.text} value={text} onChange={setText} hint={t.hint} rows={2} />
      <TextArea label={t.buttons.note} value={text} onChange={setText} look="note" rows={2} />
    </div>
  );
}
