/** Puts the keyboard on an element. */
export function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}

/** Takes the keyboard off what is typed in. */
export function leaveField(): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}
