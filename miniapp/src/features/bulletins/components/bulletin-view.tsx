import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { PageFrame } from '../../../components/page-frame';
import { QueryView, Skeleton } from '../../../components/states';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWide } from '../../../components/use-wide';
import { useWords } from '../../../lib/i18n';
import { useIntention } from '../../bookings/use-bookings';
import { generateBulletin } from '../api';
import type { Bulletin } from '../api';
import { type PartWish, useBulletin, useBulletinAction } from '../use-bulletins';
import { AnswerSheet } from './answer-sheet';
import type { Asked } from './answer-sheet';
import { BulletinFacts } from './bulletin-facts';
import './bulletin-view.scss';
import { EarlierList } from './earlier-list';
import { ItemList } from './item-list';
import { PartRows } from './part-rows';
import { PublishSheet } from './publish-sheet';

/** What an office does with a draft. */
function DraftBar({ bulletin, onPublish }: { bulletin: Bulletin; onPublish: () => void }) {
  const { t } = useWords();
  const intention = useIntention();
  const { period, region } = bulletin;
  const again = useBulletinAction(async () => {
    const body = { period: period.key, regionCode: region.code };
    await generateBulletin(body, intention.keyFor(body));
    intention.done();
    showToast(t('bulletin.generated'));
  });
  return (
    <View className="column grow gap8">
      {again.error ? <Failure error={again.error} onRetry={() => again.mutate(undefined)} /> : null}
      <View className="row gap12">
        <Button
          id="generate-again"
          busy={again.isPending}
          busyText={t('bulletin.generating')}
          onPress={() => again.mutate(undefined)}
        >
          {t('bulletin.again')}
        </Button>
        <Button id="publish" kind="primary" block onPress={onPublish}>
          {t('bulletin.publish')}
        </Button>
      </View>
    </View>
  );
}

/** Cities where there are several, and units; choosing one shows its instruments alone. */
function Parts({
  bulletin,
  part,
  onPart,
}: {
  bulletin: Bulletin;
  part: PartWish;
  onPart: (part: PartWish) => void;
}) {
  const { t } = useWords();
  const { cities, state, units } = bulletin;
  const isPublished = state === 'published';
  const shown = units.filter((unit) => !part.cityCode || unit.cityCode === part.cityCode);
  return (
    <>
      {cities.length > 1 ? (
        <PartRows
          title={t('bulletin.cities')}
          head={t('bulletin.cityHead')}
          parts={cities.map(({ code, figures, name }) => ({ id: code, name, figures }))}
          chosenId={part.cityCode}
          onChoose={(cityCode) => onPart(part.cityCode === cityCode ? {} : { cityCode })}
        />
      ) : null}
      <PartRows
        title={t('bulletin.units')}
        head={t('bulletin.unitHead')}
        parts={shown.map(({ answered, asked, figures, id, name }) => ({
          id,
          name,
          figures,
          ...(isPublished ? { standing: { asked, answered } } : {}),
        }))}
        chosenId={part.unitId}
        onChoose={(unitId) => onPart(part.unitId === unitId ? {} : { unitId })}
      />
    </>
  );
}

/** One bulletin: its sums, the instruments it names, what became of the one before, and what is to be done. */
export function BulletinView({ id }: { id: string }) {
  const { t } = useWords();
  const isWide = useWide();
  const query = useBulletin(id);
  const [part, setPart] = useState<PartWish>({});
  const [asked, setAsked] = useState<Asked | null>(null);
  const [isPublishing, setPublishing] = useState(false);
  const bulletin = query.data;
  const own = bulletin?.units.find((unit) => unit.may.includes('answer'));
  const isOpen = own !== undefined && own.answered < own.asked;
  const items = bulletin ? (
    <ItemList bulletin={bulletin} part={part} onPart={setPart} onAnswer={setAsked} />
  ) : null;
  const handleAll = () => {
    if (own === undefined) return;
    const note = t('bulletin.answerAllText');
    setAsked({ unitId: own.id, itemId: null, about: own.name, note });
  };
  const bar = bulletin?.may.includes('publish') ? (
    <DraftBar bulletin={bulletin} onPublish={() => setPublishing(true)} />
  ) : isOpen ? (
    <Button id="answer-all" block onPress={handleAll}>
      {t('bulletin.answerAll')}
    </Button>
  ) : undefined;
  return (
    <PageFrame title={t('page.bulletin')} under="me" bottom={bar} pane={isWide ? items : undefined}>
      <QueryView query={query} skeleton={<Skeleton count={4} card={false} />}>
        {(data) => (
          <>
            <BulletinFacts bulletin={data} />
            <EarlierList bulletin={data} />
            <Parts bulletin={data} part={part} onPart={setPart} />
            {isWide ? null : items}
            {isPublishing ? (
              <PublishSheet bulletin={data} onClose={() => setPublishing(false)} />
            ) : null}
            {asked ? (
              <AnswerSheet
                bulletinId={data.id}
                asked={asked}
                isDue={data.isDue}
                onClose={() => setAsked(null)}
              />
            ) : null}
          </>
        )}
      </QueryView>
    </PageFrame>
  );
}
