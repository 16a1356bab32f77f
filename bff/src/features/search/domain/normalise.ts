/** One form for words that mean the same: full-width, case, and separators inside model names. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_./·•,，。、()（）[\]【】]+/g, ' ')
    .trim();
}

/** The same without any space, so that "su 8010", "SU-8010" and "su8010" meet. */
export function compact(text: string): string {
  return normalise(text).replaceAll(' ', '');
}
