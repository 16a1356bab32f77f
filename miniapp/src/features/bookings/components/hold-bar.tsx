import { Text, View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';

interface HoldBarProps {
  totalFen: number | null;
  /** The first broken rule, repeated here because the box stands below the fold. */
  broken: string | null;
  state:
    | 'nothing'
    | 'noSamples'
    | 'guest'
    | 'counting'
    | 'broken'
    | 'barred'
    | 'holds'
    | 'limit'
    | 'taken'
    | 'ready';
  isHolding: boolean;
  onHold: () => void;
  onSignIn: () => void;
  onShowBroken?: () => void;
}

/** Sum on the left, the one action on the right; where it cannot be done the button says what to do first. */
export function HoldBar({
  totalFen,
  broken,
  state,
  isHolding,
  onHold,
  onSignIn,
  onShowBroken,
}: HoldBarProps) {
  const { t } = useWords();
  return (
    <View>
      {broken ? (
        <View className="row row-top gap8 alarm hold-broken" onClick={onShowBroken}>
          <Icon name="warning" size="s" />
          <Text className="grow">{broken}</Text>
        </View>
      ) : null}
      <View className="row between gap16">
        <View className="grow">
          {totalFen === null ? (
            <View className="t16 ink-3">
              {t(state === 'guest' ? 'quote.signInFirst' : 'quote.noneYet')}
            </View>
          ) : (
            <View className="t28 b">{formatMoney(totalFen)}</View>
          )}
          <View className="t12 ink-3">{t('book.holdFree')}</View>
        </View>
        {state === 'guest' ? (
          <Button id="hold" kind="primary" block onPress={onSignIn}>
            {t('book.signInFirst')}
          </Button>
        ) : (
          <Button
            id="hold"
            kind="primary"
            block
            disabled={state !== 'ready' && !isHolding}
            busy={isHolding}
            busyText={t('book.holding')}
            onPress={onHold}
          >
            {t(`book.button.${state}`)}
          </Button>
        )}
      </View>
    </View>
  );
}
