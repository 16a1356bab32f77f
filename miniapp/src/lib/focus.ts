/** A phone's own app has no keyboard to put anywhere. */
export function focusOn(_id: string): void {
  return undefined;
}

/** A phone's own app takes its keyboard away by itself. */
export function leaveField(): void {
  return undefined;
}
