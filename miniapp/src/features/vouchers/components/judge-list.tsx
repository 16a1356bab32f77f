import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Empty, ListEnd, QueryView } from '../../../components/states';
import { formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Application } from '../api';
import { useApplications } from '../use-vouchers';
import { ApplicationFacts } from './application-card';
import { ApproveSheet, RejectSheet } from './decide-sheet';

type Step = { application: Application; isApproval: boolean };

function JudgeCard({
  application,
  onDecide,
}: {
  application: Application;
  onDecide: (step: Step) => void;
}) {
  const { t } = useWords();
  const { id, programme, yearGrantedFen } = application;
  return (
    <View className="card card-pad">
      <ApplicationFacts application={application}>
        <View className="t12 ink-2">
          {t('judge.year', {
            sum: formatMoney(yearGrantedFen),
            cap: formatMoney(programme.capPerCompanyYearFen),
          })}
        </View>
        {application.may.includes('decide') ? (
          <View className="row gap12 space-over">
            <Button
              block
              id={`approve-${id}`}
              onPress={() => onDecide({ application, isApproval: true })}
            >
              {t('judge.approve')}
            </Button>
            <Button
              block
              id={`reject-${id}`}
              onPress={() => onDecide({ application, isApproval: false })}
            >
              {t('judge.reject')}
            </Button>
          </View>
        ) : null}
      </ApplicationFacts>
    </View>
  );
}

/** Applications that wait for this office, the longest waiting first, or what was decided last. */
export function JudgeList({ state }: { state: 'open' | 'decided' }) {
  const { t } = useWords();
  const query = useApplications('judge', state);
  const [step, setStep] = useState<Step | null>(null);
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const Ask = step?.isApproval ? ApproveSheet : RejectSheet;
  return (
    <QueryView query={query}>
      {() => (
        <>
          {items.length ? (
            <View className="list-gap">
              {items.map((one) => (
                <JudgeCard key={one.id} application={one} onDecide={setStep} />
              ))}
              {query.hasNextPage ? (
                <Button
                  busy={query.isFetchingNextPage}
                  busyText={t('state.loading')}
                  onPress={() => void query.fetchNextPage()}
                >
                  {t('application.more')}
                </Button>
              ) : (
                <ListEnd shown={items.length} isMore={false} isLoading={false} />
              )}
            </View>
          ) : (
            <Empty
              icon="check"
              title={t(state === 'open' ? 'judge.none' : 'judge.noneDecided')}
              text={t('judge.noneHelp')}
            />
          )}
          {step ? <Ask application={step.application} onClose={() => setStep(null)} /> : null}
        </>
      )}
    </QueryView>
  );
}
