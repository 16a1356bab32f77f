import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Choice } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { Sheet } from '../../../components/sheet';
import { useWords } from '../../../lib/i18n';
import { useSession } from '../../../lib/session';
import type { Board } from '../api';
import { chooseBoardUnit } from '../board-unit';

/** Whose board this is; who has several chooses among them, and finds the choice again the next day. */
export function UnitChoice({ unit, units }: Pick<Board, 'unit' | 'units'>) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const userId = useSession((state) => state.session?.user.id ?? 'guest');
  if (units.length < 2) return <Text className="ink-2 grow wrap">{unit.name}</Text>;
  const handleClose = () => setOpen(false);
  const handlePick = (id: string) => {
    chooseBoardUnit(userId, id);
    setOpen(false);
  };
  return (
    <View className="grow row">
      <Press
        id="board-unit"
        className="row gap4 ink-2 board-unit"
        label={t('run.chooseUnit', { unit: unit.name })}
        onPress={() => setOpen(true)}
      >
        <Text className="wrap">{unit.name}</Text>
        <Icon name="down" size="s" />
      </Press>
      {isOpen ? (
        <Sheet title={t('run.units')} onClose={handleClose}>
          <View
            className="column gap8"
            {...(process.env.TARO_ENV === 'h5'
              ? { role: 'radiogroup', 'aria-label': t('run.units') }
              : {})}
          >
            {units.map(({ id, name }) => (
              <Choice
                key={id}
                id={`board-unit-${id}`}
                chosen={id === unit.id}
                onPress={() => handlePick(id)}
              >
                <Text className="grow wrap">{name}</Text>
              </Choice>
            ))}
          </View>
        </Sheet>
      ) : null}
    </View>
  );
}
