import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { classes } from '../../../components/class-names';
import { Icon } from '../../../components/icon';
import { Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { formatDate, formatMoment } from '../../../lib/formats';
import type { Translate } from '../../../lib/i18n';
import { useWords } from '../../../lib/i18n';
import { formatList } from '../../../lib/formats';
import type { Language } from '../../../lib/i18n/language';
import { spaced } from '../../../lib/spaced';
import type { Result } from '../api';
import { ResultFileRow } from './result-file';

const stateTone = {
  awaiting_check: 'warn',
  released: 'plain',
  sent_back: 'alarm',
  withdrawn: 'quiet',
} as const;

/** What a version brings, told by its files: 更换 a.pdf；新增 b.csv. */
function comparedWords(
  compared: NonNullable<Result['compared']>,
  t: Translate,
  language: Language,
): string {
  const { added, changed, removed } = compared;
  const list = (names: string[]) => formatList(names, language);
  const parts = [
    changed.length ? t('results.compared.changed', { names: list(changed) }) : '',
    added.length ? t('results.compared.added', { names: list(added) }) : '',
    removed.length ? t('results.compared.removed', { names: list(removed) }) : '',
  ].filter(Boolean);
  return parts.length ? parts.join(language === 'en' ? '; ' : '；') : t('results.compared.same');
}

interface ResultVersionProps {
  bookingId: string;
  result: Result;
  timeZone: string;
  isNewest: boolean;
  isFetchable: boolean;
  onFetched: () => void;
}

/** One delivery: the newest open, the older ones a tap away. */
export function ResultVersion(props: ResultVersionProps) {
  const { bookingId, result, timeZone, isNewest, isFetchable, onFetched } = props;
  const { t, reader } = useWords();
  const [isOpen, setOpen] = useState(isNewest);
  const zoned = { ...reader, timeZone };
  const { compared, checkedBy, filesRemovedAt, version } = result;
  const title = version === null ? t('results.unnumbered') : t('results.version', { version });
  const isSentBack = result.state === 'sent_back';
  const people = [
    t('results.by', { who: result.releasedBy }),
    checkedBy && result.state === 'released' && !result.reason
      ? t('results.checkedBy', { who: checkedBy })
      : '',
    formatMoment(Date.parse(result.releasedAt ?? result.deliveredAt), zoned),
  ].filter(Boolean);
  return (
    <View className="result-version" id={`result-${result.id}`}>
      <Press className="result-head" chosen={isOpen} onPress={() => setOpen(!isOpen)}>
        <View className="grow">
          <View className="row row-wrap gap8">
            <Text className="b">{title}</Text>
            {result.state === 'released' ? null : (
              <Tag tone={stateTone[result.state]}>{t(`results.state.${result.state}`)}</Tag>
            )}
          </View>
          <View className="t12 ink-3 wrap">{spaced(...people)}</View>
        </View>
        <Icon name={isOpen ? 'down' : 'right'} className="ink-3" />
      </Press>
      {isOpen ? (
        <>
          {result.reason ? (
            <View className={classes('wrap rule-line', isSentBack ? 'alarm' : 'warn')}>
              {t(isSentBack ? 'results.sentBackFor' : 'results.aloneFor', {
                reason: result.reason,
              })}
            </View>
          ) : null}
          {result.summary ? <View className="wrap rule-line">{result.summary}</View> : null}
          {result.changes ? (
            <View className="wrap ink-2">{t('results.changes', { words: result.changes })}</View>
          ) : null}
          {compared ? (
            <View className="wrap t12 ink-3 rule-line">
              {comparedWords(compared, t, reader.language)}
            </View>
          ) : null}
          {result.files.map((file) => (
            <ResultFileRow
              key={file.id}
              bookingId={bookingId}
              file={file}
              isFetchable={isFetchable && filesRemovedAt === null}
              onFetched={onFetched}
            />
          ))}
          <View className="t12 ink-3 rule-line">
            {filesRemovedAt
              ? t('results.removedOn', {
                  date: formatDate(Date.parse(filesRemovedAt), zoned, false),
                })
              : t('results.keptUntil', {
                  date: formatDate(Date.parse(result.keepUntil), zoned, false),
                })}
          </View>
        </>
      ) : null}
    </View>
  );
}
