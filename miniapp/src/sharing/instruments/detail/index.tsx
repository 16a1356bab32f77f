import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { QueryView } from '../../../components/states';
import { BookBar } from '../../../features/instruments/components/book-bar';
import { InstrumentView } from '../../../features/instruments/components/instrument-view';
import { useInstrument } from '../../../features/instruments/use-instruments';
import { useWords } from '../../../lib/i18n';

export default function InstrumentPage() {
  const { t } = useWords();
  const id = useRouter().params['id'] ?? '';
  const query = useInstrument(id);
  return (
    <PageFrame
      title={t('page.instrument')}
      under="home"
      narrow
      bottom={query.data ? <BookBar instrument={query.data} /> : undefined}
    >
      <QueryView query={query}>
        {(instrument) => <InstrumentView instrument={instrument} />}
      </QueryView>
    </PageFrame>
  );
}
