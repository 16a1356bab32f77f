import { Text, View } from '@tarojs/components';
import { sharesOf } from '../split';

interface ShareBarProps {
  /** Voucher, account, rest; each with its word. */
  parts: { name: string; amountFen: number }[];
}

/** Who pays which part, as one bar; the figure stands beside each because the light steps alone would not do. */
export function ShareBar({ parts }: ShareBarProps) {
  const shares = sharesOf(parts.map((part) => part.amountFen));
  const shown = parts
    .map((part, index) => ({ ...part, index, share: shares[index] ?? 0 }))
    .filter((part) => part.share > 0);
  if (!shown.length) return null;
  return (
    <View>
      <View className="shares">
        {shown.map((part) => (
          <View
            key={part.name}
            className={`share share-${part.index}`}
            style={{ width: `${part.share}%` }}
          />
        ))}
      </View>
      <View className="row gap12 t12 ink-2 space-over">
        {shown.map((part) => (
          <Text key={part.name}>{`${part.name} ${part.share}%`}</Text>
        ))}
      </View>
    </View>
  );
}
