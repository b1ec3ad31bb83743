import { useState } from "react";
import { useTexts } from "../../../lib/language/texts.ts";
import { accountTexts } from "../account-texts.ts";
import { isWorthAnotherTry, photoProblem, refusalOf } from "../photo-problem.ts";
import { useRemovePhoto, useSetPhoto } from "./use-own-account.ts";

/** The change of one's own photo: what is under way, how it looks, and what became of it. */
export function useOwnPhoto() {
  const t = useTexts(accountTexts);
  const upload = useSetPhoto();
  const removal = useRemovePhoto();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [preview, setPreview] = useState<string | null>(null);
  const begin = (problem: string | null = null) => {
    setRefusal(problem);
    upload.reset();
    removal.reset();
    return problem === null;
  };
  const send = (file: File) => {
    if (!begin(refusalOf(file))) return;
    const address = URL.createObjectURL(file);
    setPreview(address);
    upload.mutate(file, {
      onSettled: () => {
        setPreview(null);
        URL.revokeObjectURL(address);
      },
    });
  };
  const failed = upload.error ?? removal.error;
  const again = upload.error && isWorthAnotherTry(upload.error) ? upload.variables : null;
  return {
    preview,
    send,
    remove: () => {
      if (begin()) removal.mutate();
    },
    isBusy: upload.isPending || removal.isPending,
    error: refusal ?? (failed && photoProblem(failed)),
    tryAgain: again instanceof File ? () => send(again) : null,
    news: newsOf(),
  };

  function newsOf(): string | null {
    if (upload.isPending) return t.uploading;
    if (upload.isSuccess) return t.photoSaved;
    return removal.isSuccess ? t.photoRemoved : null;
  }
}
