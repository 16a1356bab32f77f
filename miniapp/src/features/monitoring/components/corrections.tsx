import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Section, StateGlyph } from '../../../components/marks';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoment, formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { RunModel } from '../api';
import { useWithdrawal } from '../use-run';

interface CorrectionsProps {
  id: string;
  corrections: RunModel['corrections'];
}

/** What people said of the instrument, to be taken back by whoever may. */
export function Corrections({ id, corrections }: CorrectionsProps) {
  const { t, reader } = useWords();
  const wordsOf = useErrorWords();
  const withdrawal = useWithdrawal(id);
  if (corrections.length === 0) return null;
  return (
    <Section title={t('run.corrections')}>
      {corrections.map((one) => (
        <View key={one.id} className="line-row">
          <StateGlyph state={one.state} />
          <View className="grow">
            <View>
              {spaced(
                formatRange(Date.parse(one.from), Date.parse(one.to), reader),
                t(`state.${one.state}`),
              )}
            </View>
            <Text className="t12 ink-3">
              {spaced(
                one.byName,
                formatMoment(Date.parse(one.at), reader),
                one.isExpired ? t('run.expired') : '',
              )}
            </Text>
          </View>
          {one.may.includes('withdraw') ? (
            <Button
              kind="text"
              busy={withdrawal.isPending}
              onPress={() =>
                withdrawal.mutate(one.id, {
                  onSuccess: () => showToast(t('run.withdrawn')),
                  onError: (error) => showToast(wordsOf(error).title, 'failed'),
                })
              }
            >
              {t('run.withdraw')}
            </Button>
          ) : null}
        </View>
      ))}
    </Section>
  );
}
