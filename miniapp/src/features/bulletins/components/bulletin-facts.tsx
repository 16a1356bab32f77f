import { View } from '@tarojs/components';
import { Section, Tag } from '../../../components/marks';
import { formatLastDay, formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Bulletin } from '../api';
import { hoursText, periodText, percent } from '../words';
import { BulletinFiles } from './bulletin-files';

function Totals({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords();
  const { effectiveHours, ratedShare, sharing, utilisation } = bulletin.total;
  const figures = [
    [t('bulletin.hours'), hoursText(effectiveHours)],
    [t('bulletin.utilisation'), percent(utilisation, t)],
    [t('bulletin.rated'), percent(ratedShare, t)],
    [t('bulletin.sharing'), percent(sharing, t)],
  ] as const;
  return (
    <View className="bulletin-totals">
      {figures.map(([label, value]) => (
        <View key={label} className="bulletin-total">
          <View className="t20 b">{value}</View>
          <View className="t12 ink-3">{label}</View>
        </View>
      ))}
    </View>
  );
}

/** Whose bulletin it is, of when, how much was read, and what it comes to. */
export function BulletinFacts({ bulletin }: { bulletin: Bulletin }) {
  const { t, language, reader } = useWords();
  const { answerBy, answered, asked, generatedAt, isDue, named, publishedAt, state, total } =
    bulletin;
  const due = answerBy === null ? '' : formatLastDay(Date.parse(answerBy), reader);
  const at = (instant: string) => formatMoment(Date.parse(instant), reader);
  return (
    <Section first>
      <View className="row row-top between gap12">
        <View className="t20 b grow">
          {spaced(bulletin.region.name, periodText(bulletin.period.key, language, t))}
        </View>
        <Tag tone={state === 'draft' ? 'quiet' : 'plain'}>{t(`bulletin.${state}`)}</Tag>
      </View>
      <View className="ink-2">
        {publishedAt === null
          ? t('bulletin.generatedAt', { date: at(generatedAt) })
          : spaced(
              t('bulletin.publishedAt', { date: at(publishedAt) }),
              t(isDue ? 'bulletin.isDue' : 'bulletin.answerBy', { date: due }),
            )}
      </View>
      <View className="space-over">{t('bulletin.named', named)}</View>
      {state === 'published' && asked > 0 ? (
        <View>{t('bulletin.answered', { answered, asked })}</View>
      ) : null}
      {bulletin.scope === 'part' ? <View className="ink-2">{t('bulletin.part')}</View> : null}
      <View className="t12 ink-3 space-over">
        {t('bulletin.totalOf', { region: bulletin.region.name })}
      </View>
      <Totals bulletin={bulletin} />
      <View className="ink-2">
        {t('bulletin.coverage', {
          instruments: total.instruments,
          read: total.readEnough,
          coverage: percent(total.coverage, t),
        })}
      </View>
      <View className="t12 ink-3 space-over">
        {spaced(t('bulletin.coverageNote'), t('bulletin.formula'))}
      </View>
      <BulletinFiles bulletin={bulletin} />
    </Section>
  );
}
