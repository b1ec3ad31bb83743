/** Without case, accents and doubled spaces, for finding: "Ísabel" is found by "isa". */
export function foldText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
}
