/** Groups of types that a policy allows or refuses. */
export type FileKind = "image" | "document" | "text" | "audio" | "video" | "markup" | "archive";

export interface FileType {
  mediaType: string;
  kind: FileKind;
  /** Without the dot; the first one is added to names without a fitting extension. */
  extensions: readonly string[];
  /** Other names that senders use for it. */
  aliases?: readonly string[];
}

const OFFICE = "application/vnd.openxmlformats-officedocument";
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";

/** All types that may be accepted. Others (executables, scripts, fonts, disk images …) never are. */
export const FILE_TYPES: readonly FileType[] = [
  {
    mediaType: "image/jpeg",
    kind: "image",
    extensions: ["jpg", "jpeg", "jfif"],
    aliases: ["image/jpg", "image/pjpeg"],
  },
  { mediaType: "image/png", kind: "image", extensions: ["png"], aliases: ["image/apng", "image/x-png"] },
  { mediaType: "image/webp", kind: "image", extensions: ["webp"] },
  { mediaType: "image/gif", kind: "image", extensions: ["gif"] },
  { mediaType: "image/avif", kind: "image", extensions: ["avif"] },
  { mediaType: "application/pdf", kind: "document", extensions: ["pdf"], aliases: ["application/x-pdf"] },
  { mediaType: `${OFFICE}.wordprocessingml.document`, kind: "document", extensions: ["docx"] },
  { mediaType: `${OFFICE}.spreadsheetml.sheet`, kind: "document", extensions: ["xlsx"] },
  { mediaType: `${OFFICE}.presentationml.presentation`, kind: "document", extensions: ["pptx"] },
  { mediaType: `${OPEN_DOCUMENT}.text`, kind: "document", extensions: ["odt"] },
  { mediaType: `${OPEN_DOCUMENT}.spreadsheet`, kind: "document", extensions: ["ods"] },
  { mediaType: `${OPEN_DOCUMENT}.presentation`, kind: "document", extensions: ["odp"] },
  {
    mediaType: "text/plain",
    kind: "text",
    extensions: ["txt", "log", "md"],
    aliases: ["text/markdown", "text/x-log", "application/json"],
  },
  {
    mediaType: "text/csv",
    kind: "text",
    extensions: ["csv"],
    aliases: ["application/csv", "application/vnd.ms-excel"],
  },
  { mediaType: "audio/mpeg", kind: "audio", extensions: ["mp3"], aliases: ["audio/mp3"] },
  { mediaType: "audio/mp4", kind: "audio", extensions: ["m4a"], aliases: ["audio/x-m4a", "audio/m4a", "audio/aac"] },
  { mediaType: "audio/ogg", kind: "audio", extensions: ["ogg", "oga", "opus"], aliases: ["audio/opus"] },
  { mediaType: "audio/wav", kind: "audio", extensions: ["wav"], aliases: ["audio/x-wav", "audio/vnd.wave"] },
  { mediaType: "audio/webm", kind: "audio", extensions: ["weba", "webm"] },
  { mediaType: "video/mp4", kind: "video", extensions: ["mp4", "m4v"] },
  { mediaType: "video/webm", kind: "video", extensions: ["webm"] },
  { mediaType: "video/quicktime", kind: "video", extensions: ["mov"] },
  { mediaType: "image/svg+xml", kind: "markup", extensions: ["svg"] },
  { mediaType: "text/html", kind: "markup", extensions: ["html", "htm"], aliases: ["application/xhtml+xml"] },
  { mediaType: "application/xml", kind: "markup", extensions: ["xml"], aliases: ["text/xml"] },
  { mediaType: "application/zip", kind: "archive", extensions: ["zip"], aliases: ["application/x-zip-compressed"] },
  { mediaType: "application/gzip", kind: "archive", extensions: ["gz", "tgz"], aliases: ["application/x-gzip"] },
  { mediaType: "application/x-7z-compressed", kind: "archive", extensions: ["7z"] },
];

export function findType(mediaType: string): FileType | undefined {
  const wanted = mediaType.split(";", 1)[0]!.trim().toLowerCase();
  return FILE_TYPES.find((type) => type.mediaType === wanted || type.aliases?.includes(wanted));
}

/** A browser may run scripts in it when it shows it as a page. */
export function isActive(mediaType: string): boolean {
  return findType(mediaType)?.kind === "markup";
}

/** Only re-encoded images: nothing that a sender wrote is shown inline. */
export function isShownInPages(mediaType: string): boolean {
  return findType(mediaType)?.kind === "image";
}
