import { Input, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { useWords } from '../../../lib/i18n';
import { rememberSearch, setSearch, useRecentSearches, useSearch } from '../search-state';
import { useSuggestions } from '../use-instruments';
import './search-head.scss';

/** The search box with suggestions as one types and the last searches before that. */
export function SearchHead() {
  const { t } = useWords();
  const q = useSearch((state) => state.q);
  const [draft, setDraft] = useState<string | null>(null);
  const recent = useRecentSearches((state) => state.words);
  const typed = draft ?? q;
  const isOpen = draft !== null;
  const suggestions = useSuggestions(isOpen ? typed : '');
  const items = typed.trim() ? (suggestions.data?.items ?? []) : [];

  const handleSearch = (words: string) => {
    setSearch({ q: words.trim() });
    rememberSearch(words);
    setDraft(null);
  };
  const handleClear = () => {
    setDraft('');
    setSearch({ q: '' });
  };
  return (
    <View className="search-head">
      <View className="search-box">
        <Icon name="search" className="ink-2" />
        <View className="grow">
          <Input
            id="search"
            className="typed typed-line"
            type="text"
            confirmType="search"
            value={typed}
            placeholder={t('search.hint')}
            placeholderClass="input-hint"
            maxlength={100}
            onFocus={() => setDraft(q)}
            onInput={(event) => setDraft(event.detail.value)}
            onConfirm={(event) => handleSearch(event.detail.value)}
            {...(process.env.TARO_ENV === 'h5' ? { 'aria-label': t('search.hint') } : {})}
          />
        </View>
        {typed ? (
          <Press className="icon-button" label={t('search.clear')} onPress={handleClear}>
            <Icon name="close" className="ink-2" />
          </Press>
        ) : null}
        {isOpen ? (
          <Press id="search-go" className="search-go b" onPress={() => handleSearch(typed)}>
            <Text>{t('search.go')}</Text>
          </Press>
        ) : null}
      </View>
      {isOpen ? (
        <View className="suggestions">
          {items.map((item) => (
            <Press
              key={`${item.kind}-${item.text}`}
              className="suggestion"
              onPress={() => handleSearch(item.text)}
            >
              <Text className="t12 ink-3 suggestion-kind">{t(`search.kind.${item.kind}`)}</Text>
              <Text className="grow line-1">{item.text}</Text>
              <Text className="t12 ink-3">{t('search.count', { count: item.count })}</Text>
            </Press>
          ))}
          {typed.trim() && suggestions.data && !items.length ? (
            <View className="list-note">{t('search.noSuggestion')}</View>
          ) : null}
          {!typed.trim() && recent.length ? (
            <View className="list-note">{t('search.recent')}</View>
          ) : null}
          {!typed.trim()
            ? recent.map((word) => (
                <Press key={word} className="suggestion" onPress={() => handleSearch(word)}>
                  <Icon name="clock" size="s" className="ink-3" />
                  <Text className="grow line-1">{word}</Text>
                </Press>
              ))
            : null}
          <Press className="suggestion accent" onPress={() => setDraft(null)}>
            <Text>{t('search.leave')}</Text>
          </Press>
        </View>
      ) : null}
    </View>
  );
}
