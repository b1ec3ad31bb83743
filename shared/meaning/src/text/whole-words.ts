/** The source of an expression that takes one of these where no letter or number touches it, whatever the script. */
export function wholeWords(...some: string[]): string {
  return String.raw`(?<![\p{L}\p{N}])(?:${some.join("|")})(?![\p{L}\p{N}])`;
}
