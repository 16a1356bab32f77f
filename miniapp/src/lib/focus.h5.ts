/** Puts the keyboard on an element. */
export function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
