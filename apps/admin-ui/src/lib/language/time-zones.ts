/** Every zone this browser knows, by IANA name, and the one that is chosen even when it does not. */
export function timeZoneChoices(chosen: string): { value: string; label: string }[] {
  const names = new Set(["UTC", chosen, ...Intl.supportedValuesOf("timeZone")]);
  return [...names].toSorted().map((name) => ({ value: name, label: name.replaceAll("_", " ") }));
}

export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
