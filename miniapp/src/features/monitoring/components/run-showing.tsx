import { Text, View } from '@tarojs/components';
import { Toggle } from '../../../components/choices';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import type { Board } from '../api';
import { useShowing } from '../use-run-board';

/** Whether everyone may see what the unit's instruments do: set by its administrators, told to its crews. */
export function RunShowing({ board }: { board: Board }) {
  const { t } = useWords();
  const wordsOf = useErrorWords();
  const showing = useShowing(board.unit.id);
  const isShown = showing.isPending ? showing.variables : board.isShown;
  const help = (
    <Text className="t12 ink-3 wrap">{t(isShown ? 'run.shownHelp' : 'run.hiddenHelp')}</Text>
  );
  if (!board.may.includes('show')) {
    return <View className="list-note">{help}</View>;
  }
  return (
    <View className="section row between gap12">
      <View className="grow column gap4">
        <Text className="b">{t('run.showing')}</Text>
        {help}
      </View>
      <Toggle
        id="run-showing"
        on={isShown}
        label={t('run.showing')}
        onPress={() =>
          showing.mutate(!isShown, {
            onError: (error) => showToast(wordsOf(error).title, 'failed'),
          })
        }
      />
    </View>
  );
}
