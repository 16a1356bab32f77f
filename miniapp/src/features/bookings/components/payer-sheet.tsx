import { Text } from '@tarojs/components';
import { Choice } from '../../../components/choices';
import { Sheet } from '../../../components/sheet';
import { useWords } from '../../../lib/i18n';
import type { Payer } from '../use-payers';

interface PayerSheetProps {
  payers: Payer[];
  chosenKey: string | undefined;
  onPick: (payer: Payer) => void;
  onClose: () => void;
}

/** Whose money and therefore whose price. */
export function PayerSheet({ payers, chosenKey, onPick, onClose }: PayerSheetProps) {
  const { t } = useWords();
  return (
    <Sheet title={t('payer.title')} onClose={onClose}>
      {payers.map((payer) => (
        <Choice key={payer.key} chosen={payer.key === chosenKey} onPress={() => onPick(payer)}>
          <Text className="grow">{payer.name}</Text>
        </Choice>
      ))}
    </Sheet>
  );
}
