/** The secrets of a variable that may hold several while it is changed: the first signs, all are accepted. */
export function acceptedSecrets(value: string): string[] {
  return value
    .split(",")
    .map((one) => one.trim())
    .filter(Boolean);
}
