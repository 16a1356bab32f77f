import { Text } from '@tarojs/components';
import { isMarked, type Stretch } from '../marking';

/** A text with what was looked for standing out, by line and weight and not by colour alone. */
export function Marked({ stretches }: { stretches: readonly Stretch[] }) {
  if (!isMarked(stretches)) return <>{stretches.map(({ text }) => text).join('')}</>;
  return (
    <>
      {stretches.map((stretch, place) => (
        <Text key={String(place)} className={stretch.isMarked ? 'marked' : ''}>
          {stretch.text}
        </Text>
      ))}
    </>
  );
}
