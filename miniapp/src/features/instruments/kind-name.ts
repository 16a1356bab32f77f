/** A kind's name standing by itself: English ones begin large, but for those like pH meter. */
export function kindName(name: string): string {
  return /^[a-z]{2}/.test(name) ? name.charAt(0).toUpperCase() + name.slice(1) : name;
}
