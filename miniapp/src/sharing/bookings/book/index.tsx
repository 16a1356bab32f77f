import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { BookView } from '../../../features/bookings/components/book-view';
import { useInstrument } from '../../../features/instruments/use-instruments';
import { useWords } from '../../../lib/i18n';

export default function BookPage() {
  const { t } = useWords();
  const query = useInstrument(useRouter().params['id'] ?? '');
  if (query.data) return <BookView instrument={query.data} />;
  return (
    <PageFrame title={t('page.book')} under="home" narrow>
      <QueryView query={query}>{() => null}</QueryView>
    </PageFrame>
  );
}
