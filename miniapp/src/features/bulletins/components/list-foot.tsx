import { View } from '@tarojs/components';
import { Button } from '../../../components/button';
import { ListEnd } from '../../../components/states';
import { useWords } from '../../../lib/i18n';

interface ListFootProps {
  query: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => unknown };
  shown: number;
  total?: number;
  className?: string;
}

/** More of a list by a button, since several lists may stand on one page; or that this was all. */
export function ListFoot({ query, shown, total, className = 'space-over' }: ListFootProps) {
  const { t } = useWords();
  if (!query.hasNextPage) {
    return <ListEnd shown={shown} total={total} isMore={false} isLoading={false} />;
  }
  return (
    <View className={`row ${className}`}>
      <Button
        block
        busy={query.isFetchingNextPage}
        busyText={t('state.loading')}
        onPress={() => void query.fetchNextPage()}
      >
        {t('bulletin.more')}
      </Button>
    </View>
  );
}
