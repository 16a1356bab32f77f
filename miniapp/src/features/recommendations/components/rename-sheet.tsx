import { useState } from 'react';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { changeSavedSearch } from '../api';
import type { SavedSearch } from '../api';
import { useSearchAction } from '../use-saved-searches';

const LONGEST_NAME = 60;

export function RenameSheet({ search, onClose }: { search: SavedSearch; onClose: () => void }) {
  const { t } = useWords();
  const [name, setName] = useState(search.name);
  const rename = useSearchAction((to: string) => changeSavedSearch(search, { name: to }));
  const isReady = name.trim() !== '' && name.trim() !== search.name;
  const handleRename = () => {
    if (isReady) rename.mutate(name.trim(), { onSuccess: onClose });
  };
  return (
    <Sheet
      title={t('saved.rename')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="rename-send"
          disabled={!isReady}
          busy={rename.isPending}
          onBack={onClose}
          onSend={handleRename}
        >
          {isReady ? t('saved.rename') : t('saved.changeName')}
        </SheetFoot>
      }
    >
      <Field
        id="rename-name"
        label={t('saved.name')}
        value={name}
        max={LONGEST_NAME}
        onChange={setName}
        onConfirm={handleRename}
      />
      {rename.error ? <Failure error={rename.error} onRetry={handleRename} /> : null}
    </Sheet>
  );
}
