import { cutText } from "@chorus/contracts/cut-text";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { showNotice } from "../../lib/desk/notices.ts";
import { useTexts } from "../../lib/language/texts.ts";
import { IconButton } from "./icon-button.tsx";
import { uiTexts } from "./ui-texts.ts";

/** So much of a long text is in the button's name. */
const NAMED = 60;

/** Copies what stands beside it. */
export function CopyIcon({ text }: { text: string }) {
  const t = useTexts(uiTexts);
  const [isCopied, setIsCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(text).then(
      () => setIsCopied(true),
      () => showNotice(t.copyByHand),
    );
  return (
    <IconButton label={isCopied ? t.copied : `${t.copy}: ${cutText(text, NAMED)}`} className="size-6" onClick={copy}>
      {isCopied ? <Check aria-hidden="true" size={13} /> : <Copy aria-hidden="true" size={13} />}
    </IconButton>
  );
}
