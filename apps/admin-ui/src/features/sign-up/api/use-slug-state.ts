import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { isProblem, useSignUpClient } from "./sign-up-client.ts";

/** Whoever types is not asked about each letter. */
const PAUSE_MS = 300;

/** What is known of a short name that is being typed; null: not yet. */
export function useSlugState(token: string, slug: string, suggested: string): "free" | "taken" | "wrong" | null {
  const client = useSignUpClient();
  const [typed, setTyped] = useState(slug);
  useEffect(() => {
    const timer = setTimeout(setTyped, PAUSE_MS, slug);
    return () => clearTimeout(timer);
  }, [slug]);
  const checked = useQuery({
    queryKey: ["sign-up", "slug", typed],
    queryFn: ({ signal }) => client.readLink(token, typed, signal),
    enabled: typed !== suggested && typed !== "",
    retry: false,
  });
  if (slug === suggested) return "free";
  if (slug !== typed) return null;
  if (isProblem(checked.error, "invalid")) return "wrong";
  if (!checked.data) return null;
  return checked.data.isSlugFree ? "free" : "taken";
}
