import { Text, View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { byServerClock } from '../lib/clock';
import { useWords } from '../lib/i18n';
import { formatTime } from '../lib/formats';
import { isProblem } from '../lib/problem-error';
import { goBack, goTo } from '../lib/routes';
import { Button } from './button';
import { classes } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';

/** Grey bones in the shape of what will come; they stand still. */
export function Skeleton({ count = 4, card = true }: { count?: number; card?: boolean }) {
  const { t } = useWords();
  return (
    <View className="list-gap">
      <View className="hidden-words">{t('state.loading')}</View>
      {Array.from({ length: count }, (_, index) => (
        <View key={index} className={classes('row row-top gap12 card-pad', card && 'card')}>
          <View className="bone" style={{ width: '48px', height: '48px' }} />
          <View className="grow column gap8">
            <View className="bone" style={{ width: '70%', height: '16px' }} />
            <View className="bone" style={{ width: '46%', height: '12px' }} />
          </View>
          <View className="bone" style={{ width: '80px', height: '20px' }} />
        </View>
      ))}
    </View>
  );
}

interface EmptyProps {
  icon?: IconName;
  title: string;
  text?: string;
  children?: ReactNode;
}

/** Nothing here: says so, and what to do. */
export function Empty({ icon = 'list', title, text, children }: EmptyProps) {
  return (
    <View className="list-gap">
      <View className="notice-box row-top">
        <Icon name={icon} size="l" className="ink-3" />
        <View className="grow column gap8">
          <View className="t16 b">{title}</View>
          {text ? <View className="ink-2">{text}</View> : null}
          {children ? <View className="row row-wrap gap8">{children}</View> : null}
        </View>
      </View>
    </View>
  );
}

/** What went wrong in the server's own words, or that nothing answered. */
export function useErrorWords(): (error: unknown) => { title: string; text: string } {
  const { t } = useWords();
  return (error) => {
    if (!isProblem(error)) return { title: t('error.unknown'), text: t('error.kept') };
    if (error.status === 0) return { title: t('error.away'), text: t('error.kept') };
    const first = error.errors[0]?.message;
    const detail = error.detail === error.message ? null : error.detail;
    return { title: error.message, text: first ?? detail ?? '' };
  };
}

interface FailureProps {
  error: unknown;
  /** When the list that is still shown was read. */
  readAt?: number;
  onRetry?: () => void;
}

/** Signing in where that is missing, going back from what is not there, else trying again. */
function WayOut({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useWords();
  const status = isProblem(error) ? error.status : null;
  if (status === 401) {
    return (
      <Button kind="primary" onPress={() => goTo('signIn')}>
        {t('auth.signIn')}
      </Button>
    );
  }
  if (status === 404) return <Button onPress={goBack}>{t('action.back')}</Button>;
  return onRetry ? <Button onPress={onRetry}>{t('action.retry')}</Button> : null;
}

/** A failed call, with its way out. */
export function Failure({ error, readAt, onRetry }: FailureProps) {
  const { t } = useWords();
  const words = useErrorWords()(error);
  const isStale = readAt !== undefined && readAt > 0;
  return (
    <View className="list-gap" {...(process.env.TARO_ENV === 'h5' ? { role: 'alert' } : {})}>
      <View className="notice-box row">
        <Icon name="warning" className="alarm" />
        <View className="grow column gap4">
          <View className="b">
            {isStale ? t('error.stale', { time: formatTime(byServerClock(readAt)) }) : words.title}
          </View>
          {words.text ? <Text className="ink-2 wrap">{words.text}</Text> : null}
        </View>
        <WayOut error={error} onRetry={onRetry} />
      </View>
    </View>
  );
}

interface Query<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  dataUpdatedAt: number;
  refetch: () => unknown;
}

interface QueryViewProps<T> {
  query: Query<T>;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Loading, failed, or here; what was read before stays on the screen while a retry fails. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  const handleRetry = () => void query.refetch();
  if (query.data !== undefined) {
    return (
      <>
        {query.error ? (
          <Failure error={query.error} readAt={query.dataUpdatedAt} onRetry={handleRetry} />
        ) : null}
        {children(query.data)}
      </>
    );
  }
  if (query.error) return <Failure error={query.error} onRetry={handleRetry} />;
  return <>{skeleton ?? <Skeleton />}</>;
}

/** The end of a list: how many there were, or that more is coming. */
export function ListEnd({
  shown,
  total,
  isMore,
  isLoading,
}: {
  shown: number;
  total?: number;
  isMore: boolean;
  isLoading: boolean;
}) {
  const { t } = useWords();
  const more = total === undefined ? t('list.moreSome') : t('list.more', { count: total - shown });
  const all = t('list.all', { count: total ?? shown });
  const words = isLoading ? t('state.loading') : isMore ? more : all;
  return <View className="list-end">{words}</View>;
}
