import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Failure, QueryView, Skeleton } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { withdrawApplication } from '../api';
import { useApplicationAction, useApplications } from '../use-vouchers';
import { ApplicationFacts } from './application-card';

/** What the companies asked for, the latest first. */
export function OwnApplications() {
  const { t } = useWords();
  const query = useApplications('mine');
  const withdraw = useApplicationAction(withdrawApplication);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section title={t('application.mine')}>
      <QueryView query={query} skeleton={<Skeleton count={1} card={false} />}>
        {() => (
          <>
            {items.map((one) => (
              <ApplicationFacts key={one.id} application={one}>
                {one.may.includes('withdraw') ? (
                  <View className="row space-over">
                    <Button
                      id={`withdraw-${one.id}`}
                      busy={withdraw.isPending && withdraw.variables === one.id}
                      busyText={t('action.sending')}
                      onPress={() =>
                        withdraw.mutate(one.id, {
                          onSuccess: () => showToast(t('application.withdrawn')),
                        })
                      }
                    >
                      {t('application.withdraw')}
                    </Button>
                  </View>
                ) : null}
              </ApplicationFacts>
            ))}
            {withdraw.error ? <Failure error={withdraw.error} /> : null}
            {query.hasNextPage ? (
              <Button
                busy={query.isFetchingNextPage}
                busyText={t('state.loading')}
                onPress={() => void query.fetchNextPage()}
              >
                {t('application.more')}
              </Button>
            ) : null}
            {items.length ? null : <View className="ink-3">{t('application.none')}</View>}
          </>
        )}
      </QueryView>
    </Section>
  );
}
