import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Icon } from '../../../components/icon';
import { Section, Tag } from '../../../components/marks';
import { Press } from '../../../components/press';
import { Empty, QueryView, Skeleton } from '../../../components/states';
import { formatDate, formatLastDay } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { spaced } from '../../../lib/spaced';
import type { BulletinHead, Office } from '../api';
import { useBulletins } from '../use-bulletins';
import { periodText } from '../words';
import { GenerateSheet } from './generate-sheet';
import { ListFoot } from './list-foot';

/** What a row says of the state: a draft, how many of one's own wait, or that it is out. */
function HeadTag({ head }: { head: BulletinHead }) {
  const { t } = useWords();
  if (head.state === 'draft') return <Tag tone="quiet">{t('bulletin.draft')}</Tag>;
  return head.may.includes('answer') ? (
    <Tag tone="warn">{t('bulletin.toAnswer', { count: head.asked - head.answered })}</Tag>
  ) : (
    <Tag>{t('bulletin.published')}</Tag>
  );
}

function HeadRow({ head }: { head: BulletinHead }) {
  const { t, language, reader } = useWords();
  const { answerBy, asked, answered, generatedAt, id, isDue, named, publishedAt } = head;
  const day = (at: string) => formatDate(Date.parse(at), reader, false);
  const due = answerBy === null ? '' : formatLastDay(Date.parse(answerBy), reader);
  return (
    <Press
      id={`bulletin-${id}`}
      role="link"
      className="line-row row-top"
      onPress={() => goTo('bulletin', { id })}
    >
      <View className="grow column gap4">
        <View className="b">
          {spaced(head.region.name, periodText(head.period.key, language, t))}
        </View>
        <View className="ink-2">{t('bulletin.named', named)}</View>
        <View className="t12 ink-3">
          {publishedAt === null
            ? t('bulletin.generatedAt', { date: day(generatedAt) })
            : spaced(
                t('bulletin.publishedAt', { date: day(publishedAt) }),
                asked > 0 ? t('bulletin.answered', { answered, asked }) : '',
                asked > answered
                  ? t(isDue ? 'bulletin.isDue' : 'bulletin.answerBy', { date: due })
                  : '',
              )}
        </View>
      </View>
      <HeadTag head={head} />
      <Icon name="right" size="s" className="ink-3" />
    </Press>
  );
}

/** Bulletins that the reader may see; offices begin new ones here. */
export function BulletinList() {
  const { t } = useWords();
  const query = useBulletins();
  const [office, setOffice] = useState<Office | null>(null);
  const offices = query.data?.pages[0]?.offices ?? [];
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <QueryView query={query} skeleton={<Skeleton count={3} card={false} />}>
      {() => (
        <>
          {offices.map((one) => (
            <Section key={one.regionCode} title={one.regionName} first>
              <View className="ink-2 rule-line">{t('bulletin.generateText')}</View>
              <View className="row">
                <Button id={`generate-${one.regionCode}`} onPress={() => setOffice(one)}>
                  {t('bulletin.generate')}
                </Button>
              </View>
            </Section>
          ))}
          {items.length ? (
            <>
              <Section first={offices.length === 0}>
                {items.map((head) => (
                  <HeadRow key={head.id} head={head} />
                ))}
              </Section>
              <ListFoot query={query} shown={items.length} className="booking-ways" />
            </>
          ) : (
            <Empty
              icon="file"
              title={t('bulletin.none')}
              text={t(offices.length ? 'bulletin.noneOffice' : 'bulletin.noneUnit')}
            />
          )}
          {office ? <GenerateSheet office={office} onClose={() => setOffice(null)} /> : null}
        </>
      )}
    </QueryView>
  );
}
