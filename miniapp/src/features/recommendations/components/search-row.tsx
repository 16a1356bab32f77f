import { Text, View } from '@tarojs/components';
import { Toggle } from '../../../components/choices';
import { Press } from '../../../components/press';
import { useErrorWords } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { changeSavedSearch } from '../api';
import type { SavedSearch } from '../api';
import { useSearchAction } from '../use-saved-searches';

interface SearchRowProps {
  search: SavedSearch;
  onRun: (search: SavedSearch) => void;
  onRename: (search: SavedSearch) => void;
  onDelete: (search: SavedSearch) => void;
}

/** One saved search: run, heard of, renamed, deleted. */
export function SearchRow({ search, onRun, onRename, onDelete }: SearchRowProps) {
  const { t } = useWords();
  const errorWords = useErrorWords();
  const change = useSearchAction((notify: boolean) => changeSavedSearch(search, { notify }));
  const isTold = change.isPending ? change.variables : search.notify;
  const label = t('saved.tellOf', { name: search.name });
  const handleTell = () =>
    change.mutate(!isTold, {
      onError: (error) => showToast(errorWords(error).title, 'failed'),
    });
  return (
    <View className="saved-row" id={`saved-${search.id}`}>
      <View className="row gap12">
        <Press role="link" className="grow saved-run" onPress={() => onRun(search)}>
          <View className="b wrap">{search.name}</View>
          {search.summary === search.name ? null : (
            <View className="t12 ink-3 wrap">{search.summary}</View>
          )}
        </Press>
        <Toggle on={isTold} label={label} onPress={handleTell} />
      </View>
      <View className="row gap8">
        <Text className="grow t12 ink-3">{isTold ? t('saved.isTold') : t('saved.isSilent')}</Text>
        <Press
          className="saved-act accent t12"
          label={t('saved.renameOf', { name: search.name })}
          onPress={() => onRename(search)}
        >
          <Text>{t('saved.rename')}</Text>
        </Press>
        <Press
          className="saved-act accent t12"
          label={t('saved.deleteOf', { name: search.name })}
          onPress={() => onDelete(search)}
        >
          <Text>{t('saved.delete')}</Text>
        </Press>
      </View>
    </View>
  );
}
