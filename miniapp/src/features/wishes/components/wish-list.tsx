import { Text, View } from '@tarojs/components';
import { useReachBottom } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments } from '../../../components/choices';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatMoment } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { ReasonSheet } from '../../bookings/components/reason-sheet';
import { useIntention } from '../../bookings/use-bookings';
import { answerWish } from '../api';
import type { Wish } from '../api';
import { useWishAction, useWishes } from '../use-wishes';

function WishCard({ wish, onAnswer }: { wish: Wish; onAnswer: (wish: Wish) => void }) {
  const { t, reader } = useWords();
  return (
    <View className="card card-pad column gap8">
      <Text className="t16 wrap">{wish.words}</Text>
      {wish.q ? <View className="ink-2 wrap">{t('wish.searched', { q: wish.q })}</View> : null}
      <View className="t12 ink-3">
        {t('wish.by', {
          name: wish.by?.name ?? t('wish.gone'),
          when: formatMoment(Date.parse(wish.madeAt), reader),
        })}
      </View>
      {wish.answer === null ? (
        <View className="row">
          <Button id={`answer-${wish.id}`} block onPress={() => onAnswer(wish)}>
            {t('wish.answer')}
          </Button>
        </View>
      ) : (
        <Text className="wrap">{t('wish.answered', { answer: wish.answer })}</Text>
      )}
    </View>
  );
}

function AnswerSheet({ wish, onClose }: { wish: Wish; onClose: () => void }) {
  const { t } = useWords();
  const intention = useIntention();
  const send = useWishAction((answer: string) =>
    answerWish(wish.id, answer, intention.keyFor(answer)),
  );
  return (
    <ReasonSheet
      title={t('wish.answer')}
      text={wish.words}
      label={t('wish.answerLabel')}
      confirm={t('wish.answerSend')}
      busyText={t('action.sending')}
      onSend={async (answer) => {
        await send.mutateAsync(answer);
        showToast(t('wish.answerSent'));
      }}
      onClose={onClose}
    />
  );
}

/** What people wished for: those that wait the longest first, or what was answered last. */
export function WishList() {
  const { t } = useWords();
  const [state, setState] = useState<Wish['state']>('open');
  const [answering, setAnswering] = useState<Wish | null>(null);
  const query = useWishes(state);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  useReachBottom(() => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  });
  return (
    <>
      <View className="section section-first">
        <Segments
          label={t('wish.state')}
          options={(['open', 'done'] as const).map((value) => ({
            value,
            name: t(`wish.state.${value}`),
          }))}
          value={state}
          onPick={setState}
        />
      </View>
      <QueryView query={query}>
        {() =>
          items.length ? (
            <View className="list-gap">
              {items.map((wish) => (
                <WishCard key={wish.id} wish={wish} onAnswer={setAnswering} />
              ))}
              <ListEnd
                shown={items.length}
                isMore={query.hasNextPage}
                isLoading={query.isFetchingNextPage}
              />
            </View>
          ) : (
            <Empty
              icon="check"
              title={t(state === 'open' ? 'wish.none' : 'wish.noneDone')}
              text={t('wish.noneHelp')}
            />
          )
        }
      </QueryView>
      {answering ? <AnswerSheet wish={answering} onClose={() => setAnswering(null)} /> : null}
    </>
  );
}
