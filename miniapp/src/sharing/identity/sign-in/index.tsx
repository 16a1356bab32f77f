import { Empty } from '../../../components/states';
import { PageFrame } from '../../../components/page-frame';

export default function Page() {
  return (
    <PageFrame title="x">
      <Empty title="x" />
    </PageFrame>
  );
}
