import { Input, Text, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { focusOn, leaveField } from '../../../lib/focus';
import { useWords } from '../../../lib/i18n';
import { forgetSearches, searchFor, setSearch, useSearch } from '../search-state';
import { useOptionKeys } from '../use-option-keys';
import { useOptions } from '../use-options';
import { OptionList, OPTIONS_ID, optionId } from './option-list';
import './search-head.scss';

const INPUT_ID = 'search';

/** At the desk a press beside the open list closes it. */
function useLeaving(isOpen: boolean, onLeave: () => void): void {
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5' || !isOpen) return undefined;
    const handlePress = (event: PointerEvent) => {
      if (!(event.target as HTMLElement).closest('.search-head')) onLeave();
    };
    document.addEventListener('pointerdown', handlePress);
    return () => document.removeEventListener('pointerdown', handlePress);
  }, [isOpen, onLeave]);
}

/** The search box with suggestions as one types and the last searches before that. */
export function SearchHead() {
  const { t } = useWords();
  const q = useSearch((state) => state.q);
  // What is typed holds for the search it was typed over: one set from elsewhere shows itself.
  const [draft, setDraft] = useState<{ words: string; over: string } | null>(null);
  const [isOpen, setOpen] = useState(false);
  const typed = draft?.over === q ? draft.words : q;
  const { options, isEmpty, isFailed } = useOptions(isOpen ? typed : '');
  const isBlank = typed.trim() === '';

  const handleSearch = (words: string) => {
    searchFor(words);
    setDraft(null);
    setOpen(false);
    leaveField();
  };
  const keys = useOptionKeys({
    keys: options.map(({ key }) => key),
    isOpen,
    onOpen: () => setOpen(true),
    onLeave: () => setOpen(false),
    onPick: (key) => handleSearch(options.find((option) => option.key === key)?.words ?? typed),
  });
  useLeaving(isOpen, () => setOpen(false));

  const handleType = (words: string) => {
    setDraft({ words, over: q });
    setOpen(true);
    keys.forget();
  };
  const handleClear = () => {
    setSearch({ q: '' });
    setDraft(null);
    setOpen(true);
    focusOn(INPUT_ID);
  };
  const isListed = isOpen && options.length > 0;
  const web =
    process.env.TARO_ENV === 'h5'
      ? {
          role: 'combobox',
          autoComplete: 'off',
          'aria-label': t('search.hint'),
          'aria-autocomplete': 'list',
          'aria-expanded': isListed,
          'aria-controls': isListed ? OPTIONS_ID : undefined,
          'aria-activedescendant': keys.at < 0 ? undefined : optionId(keys.at),
          onKeyDown: keys.handleKey,
        }
      : {};
  return (
    <View className={classes('search-head', isOpen && 'search-open')}>
      <View className="search-box">
        <Icon name="search" className="ink-2" />
        <View className="grow">
          <Input
            id={INPUT_ID}
            className="typed typed-line"
            type="text"
            confirmType="search"
            value={typed}
            placeholder={t('search.hint')}
            placeholderClass="input-hint"
            maxlength={200}
            onFocus={() => setOpen(true)}
            onInput={(event) => handleType(event.detail.value)}
            onConfirm={(event) => handleSearch(event.detail.value)}
            {...web}
          />
        </View>
        {typed ? (
          <Press className="icon-button" label={t('search.clear')} onPress={handleClear}>
            <Icon name="close" className="ink-2" />
          </Press>
        ) : null}
        {isOpen || typed !== q ? (
          <Press id="search-go" className="search-go b" onPress={() => handleSearch(typed)}>
            <Text>{t('search.go')}</Text>
          </Press>
        ) : null}
      </View>
      {isOpen ? (
        <View className="suggestions">
          {isBlank && options.length ? (
            <View className="row between suggestion-head">
              <Text className="t12 ink-3">{t('search.recent')}</Text>
              <Press id="forget-searches" className="small-press t12" onPress={forgetSearches}>
                <Text className="accent">{t('search.forget')}</Text>
              </Press>
            </View>
          ) : null}
          {options.length ? (
            <OptionList options={options} typed={typed} at={keys.at} onPick={handleSearch} />
          ) : null}
          {isEmpty ? <View className="list-note">{t('search.noSuggestion')}</View> : null}
          {isFailed ? <View className="list-note">{t('search.suggestFailed')}</View> : null}
          <Press className="suggestion suggestion-leave accent" onPress={() => setOpen(false)}>
            <Text>{t('search.leave')}</Text>
          </Press>
        </View>
      ) : null}
    </View>
  );
}
