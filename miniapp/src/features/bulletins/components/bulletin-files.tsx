import { View } from '@tarojs/components';
import { useMutation } from '@tanstack/react-query';
import { pathOf } from '@dayi/shared/routes/index';
import { Button } from '../../../components/button';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { canSaveFiles, saveFile } from '../../../lib/save-file';
import type { Bulletin } from '../api';

/** The bulletin on paper, where the platform can keep files. */
export function BulletinFiles({ bulletin }: { bulletin: Bulletin }) {
  const { t } = useWords();
  const { id, period } = bulletin;
  const save = useMutation({
    mutationFn: (kind: 'xlsx' | 'pdf') =>
      saveFile({
        path: pathOf(kind === 'pdf' ? 'getBulletinPdf' : 'getBulletinSheet', { id }),
        fileName: `dayi-bulletin-${period.key}.${kind}`,
      }),
  });
  if (!canSaveFiles) return null;
  return (
    <>
      <View className="row row-wrap gap12 space-over">
        {(['xlsx', 'pdf'] as const).map((kind) => (
          <Button
            key={kind}
            id={`save-${kind}`}
            icon="download"
            busy={save.isPending && save.variables === kind}
            busyText={t('bulletin.saving')}
            onPress={() => save.mutate(kind)}
          >
            {t(kind === 'pdf' ? 'bulletin.savePdf' : 'bulletin.saveSheet')}
          </Button>
        ))}
      </View>
      {save.error ? <Failure error={save.error} /> : null}
    </>
  );
}
