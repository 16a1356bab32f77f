import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tag } from '../../../components/marks';
import { formatDate, formatMoney } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import type { Application } from '../api';

const TONES = { open: 'accent', approved: 'plain', rejected: 'warn', withdrawn: 'quiet' } as const;

/** One application: what was asked for what, and what came of it. */
export function ApplicationFacts({
  application,
  children,
}: {
  application: Application;
  children?: ReactNode;
}) {
  const { t, reader } = useWords();
  const { programme, state, grantedFen, decidedAt, reason } = application;
  const day = (at: string) => formatDate(Date.parse(at), reader, false);
  return (
    <View className="grant" id={`application-${application.id}`}>
      <View className="row row-top between gap12">
        <View className="grow">
          <View className="b">{programme.name}</View>
          <View className="t12 ink-3">
            {spaced(
              application.company.name,
              t('application.by', {
                who: application.applicantName,
                date: day(application.appliedAt),
              }),
            )}
          </View>
        </View>
        <Tag tone={TONES[state]}>{t(`application.state.${state}`)}</Tag>
      </View>
      <View className="row row-wrap gap12 space-over">
        <Text className="b">
          {t('application.asked', { sum: formatMoney(application.askedFen) })}
        </Text>
        {grantedFen === null ? null : (
          <Text className="b">{t('application.granted', { sum: formatMoney(grantedFen) })}</Text>
        )}
        <Text className="ink-2">
          {t('judge.service', { service: t(`apply.service.${application.serviceKind}`) })}
        </Text>
      </View>
      <View className="said">{application.purpose}</View>
      {decidedAt ? (
        <View className="t12 ink-3">
          {spaced(
            t('application.decidedAt', { date: day(decidedAt) }),
            reason ? t('application.reason', { reason }) : '',
          )}
        </View>
      ) : null}
      {children}
    </View>
  );
}
