import { ScrollView, Text, View } from '@tarojs/components';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import { markTyped } from '../marking';
import type { Option } from '../use-options';
import { Marked } from './marked';

export const OPTIONS_ID = 'search-options';
export const optionId = (at: number) => `search-option-${at}`;

interface OptionListProps {
  options: readonly Option[];
  typed: string;
  /** The one that the arrow keys stand on, or -1. */
  at: number;
  onPick: (words: string) => void;
}

function OptionRow({ option, typed }: { option: Option; typed: string }) {
  const { t } = useWords();
  const { words, found } = option;
  return (
    <>
      {found ? (
        <Text className="t12 ink-3 suggestion-kind">{t(`search.kind.${found.kind}`)}</Text>
      ) : (
        <View className="suggestion-kind">
          <Icon name="clock" size="s" className="ink-3" />
          <View className="hidden-words">{t('search.recent')}</View>
        </View>
      )}
      <View className="grow line-1">
        <Marked stretches={markTyped(words, typed)} />
      </View>
      {found ? (
        <Text className="t12 ink-3 fixed">{t('search.count', { count: found.count })}</Text>
      ) : null}
    </>
  );
}

/** What to go on with, each with its kind, what of it was typed, and how many it finds. */
export function OptionList({ options, typed, at, onPick }: OptionListProps) {
  const { t } = useWords();
  const web =
    process.env.TARO_ENV === 'h5'
      ? { id: OPTIONS_ID, role: 'listbox', 'aria-label': t('search.suggestions') }
      : {};
  return (
    <ScrollView
      scrollY
      className="suggestion-rows"
      {...web}
      {...(at < 0 ? {} : { scrollIntoView: optionId(at) })}
    >
      {options.map((option, place) => (
        <Press
          key={option.key}
          id={optionId(place)}
          role="option"
          tabStop={false}
          chosen={place === at}
          className={classes('suggestion', place === at && 'suggestion-at')}
          onPress={() => onPick(option.words)}
        >
          <OptionRow option={option} typed={typed} />
        </Press>
      ))}
    </ScrollView>
  );
}
