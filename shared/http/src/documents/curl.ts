import type { Described, Operation } from "./reference.ts";

const HEADERS: Record<Operation["x-access"], string[]> = {
  public: [],
  operator: ['-H "Authorization: Bearer $CHORUS_OPERATOR_KEY"'],
  user: ['-H "Authorization: Bearer $TOKEN"'],
  customer: ['-H "Authorization: Bearer $TOKEN"'],
  member: ['-H "Authorization: Bearer $TOKEN"'],
};

/** A call as a line of a shell, with believable values. */
export function curlOf({ method, path, operation }: Described): string {
  const valueOf = (name: string) => String(operation.parameters.find((one) => one.name === name)?.example ?? "");
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueOf(name));
  const query = operation.parameters
    .filter(({ in: place, required }) => place === "query" && required)
    .map(({ name }) => `${name}=${encodeURIComponent(valueOf(name))}`)
    .join("&");
  const address = `"$CHORUS${filled}${query && `?${query}`}"`;
  const verb = method === "GET" ? "" : `-X ${method} `;
  return [`curl ${verb}${address}`, ...HEADERS[operation["x-access"]], ...bodyOf(operation)].join(" \\\n  ");
}

function bodyOf({ requestBody }: Operation): string[] {
  const [[mediaType, media] = []] = Object.entries(requestBody?.content ?? {});
  if (!mediaType || !media) return [];
  const type = `-H 'Content-Type: ${mediaType}'`;
  if (mediaType !== "application/json") return [type, `--data-binary @photo.${mediaType.split("/")[1]}`];
  return [type, `-d '${JSON.stringify(media.example).replaceAll("'", "'\\''")}'`];
}
