import { useRouter } from '@tarojs/taro';
import { PageFrame } from '../../../components/page-frame';
import { RunView } from '../../../features/monitoring/components/run-view';
import { useWords } from '../../../lib/i18n';

export default function RunPage() {
  const { t } = useWords();
  return (
    <PageFrame title={t('page.run')} under="desk" narrow>
      <RunView id={useRouter().params['id'] ?? ''} />
    </PageFrame>
  );
}
