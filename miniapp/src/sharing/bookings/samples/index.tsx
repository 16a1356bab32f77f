import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { SampleView } from '../../../features/bookings/components/sample-view';
import { useInstrument } from '../../../features/instruments/use-instruments';
import { useWords } from '../../../lib/i18n';

export default function SamplesPage() {
  const { t } = useWords();
  const query = useInstrument(useRouter().params['id'] ?? '');
  if (query.data) return <SampleView instrument={query.data} />;
  return (
    <PageFrame title={t('page.samples')} under="home" narrow>
      <QueryView query={query}>{() => null}</QueryView>
    </PageFrame>
  );
}
