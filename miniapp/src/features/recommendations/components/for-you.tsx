import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Press } from '../../../components/press';
import { Failure, Skeleton } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { countOpened, useRecommended, useShown } from '../use-recommended';
import { RecommendedRow } from './recommended-row';
import './for-you.scss';

const FIRST = 3;

interface ForYouProps {
  chosenId: string | null;
  onOpen: (id: string) => void;
}

/** What may interest this reader while nothing is looked for, each with why. */
export function ForYou({ chosenId, onOpen }: ForYouProps) {
  const { t } = useWords();
  const query = useRecommended();
  const [isWhole, setWhole] = useState(false);
  const items = query.data?.items ?? [];
  const shown = isWhole ? items : items.slice(0, FIRST);
  useShown(shown);
  const handleOpen = (id: string) => {
    countOpened(id);
    onOpen(id);
  };
  return (
    <View id="for-you" className="section section-first for-you">
      <View className="section-head">
        <View className="section-title">{t('forYou.title')}</View>
        <Press
          id="for-you-settings"
          className="small-press accent t12"
          onPress={() => goTo('interests')}
        >
          <Text>{t('forYou.settings')}</Text>
        </Press>
      </View>
      {query.isPending ? <Skeleton count={FIRST} card={false} /> : null}
      {query.error && !query.data ? (
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      {query.data && !items.length ? (
        <View className="column gap8">
          <Text className="ink-2">{t('forYou.none')}</Text>
          <View className="row">
            <Button onPress={() => goTo('interests')}>{t('forYou.choose')}</Button>
          </View>
        </View>
      ) : null}
      {shown.map((instrument) => (
        <RecommendedRow
          key={instrument.id}
          instrument={instrument}
          chosen={instrument.id === chosenId}
          onOpen={handleOpen}
        />
      ))}
      {items.length > FIRST ? (
        <Button kind="text" id="for-you-more" onPress={() => setWhole(!isWhole)}>
          {isWhole ? t('forYou.less') : t('forYou.more', { count: items.length })}
        </Button>
      ) : null}
    </View>
  );
}
