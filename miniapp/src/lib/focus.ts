/** A phone's own app has no keyboard to put anywhere. */
export function focusOn(_id: string): void {
  return undefined;
}
