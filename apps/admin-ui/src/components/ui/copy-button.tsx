import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { showNotice } from "../../lib/desk/notices.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { Button } from "./button.tsx";
import { uiTexts } from "./ui-texts.ts";

/** Copies a text and confirms it; where the browser refuses, asks to copy by hand. */
export function CopyButton({ text }: { text: string }) {
  const t = useTexts(uiTexts);
  const [copied, setCopied] = useState<string | null>(null);
  const isCopied = copied === text;
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setCopied(text),
      () => showNotice(t.copyByHand),
    );
  return (
    <Button onClick={copy}>
      {isCopied ? <Check aria-hidden="true" size={14} /> : <Copy aria-hidden="true" size={14} />}
      <span aria-live="polite">{isCopied ? t.copied : t.copy}</span>
    </Button>
  );
}
