import { useEffect, useState } from 'react';

const wideQuery = '(min-width: 1024px)';

/** Whether there is room for two panes; a mini-program never has it. */
export function useWide(): boolean {
  const [isWide, setWide] = useState(
    () => process.env.TARO_ENV === 'h5' && window.matchMedia(wideQuery).matches,
  );
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined;
    const media = window.matchMedia(wideQuery);
    const handleChange = () => setWide(media.matches);
    media.addEventListener('change', handleChange);
    return () => media.removeEventListener('change', handleChange);
  }, []);
  return isWide;
}
