import { Text, View } from '@tarojs/components';
import { QueryView, Skeleton } from '../../../components/states';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Review } from '../api';
import { scoreWords } from '../score-words';
import { useVersions } from '../use-reviews';

/** What a review said before its edits, newest first. */
export function EarlierWords({ review }: { review: Review }) {
  const { t, reader } = useWords();
  const query = useVersions(review.id, review.edits);
  return (
    <QueryView query={query} skeleton={<Skeleton count={1} card={false} />}>
      {({ items }) =>
        items.map((version) => (
          <View key={version.edition} className="review-before">
            <View className="row row-wrap between gap8 t12 ink-3">
              <Text>{scoreWords(version.scores, t)}</Text>
              <Text>{formatMoment(Date.parse(version.writtenAt), reader)}</Text>
            </View>
            <View className="said ink-2">{version.text || t('review.noWords')}</View>
          </View>
        ))
      }
    </QueryView>
  );
}
