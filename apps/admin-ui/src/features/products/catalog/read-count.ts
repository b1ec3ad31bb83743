/** A whole number from 0 on, as somebody has typed it; null for anything else and for more than `most`. */
export function readCount(text: string, most: number): number | null {
  const count = /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;
  return count !== null && count <= most ? count : null;
}
