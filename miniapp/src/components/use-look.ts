import { usePreferences } from '../lib/preferences';

/** The class names that set theme and text size on the root of a screen. */
export function useLook(): string {
  const theme = usePreferences((state) => state.theme);
  const textSize = usePreferences((state) => state.textSize);
  return `theme-${theme} text-${textSize}`;
}
