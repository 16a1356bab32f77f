import { Text, View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Segments, Toggle } from '../../../components/choices';
import { Icon } from '../../../components/icon';
import { Press } from '../../../components/press';
import { Field } from '../../../components/field';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { useSignedIn } from '../../../lib/session';
import { useIntention } from '../../bookings/use-bookings';
import { useSearch } from '../../instruments/search-state';
import { createSavedSearch } from '../api';
import type { NewSearch } from '../api';
import { isWorthSaving, queryOf } from '../saved-query';
import { useSearchAction } from '../use-saved-searches';
import './save-search.scss';

const LONGEST_NAME = 60;
const WINDOWS = ['', '3', '7', '14'] as const;

/** Names a search, says whether it is to speak up, and for which time. */
function SaveSheet({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const search = useSearch();
  const [name, setName] = useState('');
  const [isTold, setTold] = useState(true);
  const [days, setDays] = useState<(typeof WINDOWS)[number]>('');
  const intention = useIntention();
  const save = useSearchAction(async (body: NewSearch) => {
    await createSavedSearch(body, intention.keyFor(body));
    intention.done();
  });
  const asksForTime = search.filters.freeFrom !== undefined || search.filters.freeTo !== undefined;
  const handleSave = () => {
    const body = {
      query: { ...queryOf(search), ...(days ? { freeInDays: Number(days) } : {}) },
      notify: isTold,
      ...(name.trim() ? { name: name.trim() } : {}),
    };
    save.mutate(body, {
      onSuccess: () => {
        showToast(t('saved.done'));
        onClose();
      },
    });
  };
  const windows = WINDOWS.map((value) => ({
    value,
    name: value ? t('saved.withinDays', { count: Number(value) }) : t('saved.anyTime'),
  }));
  return (
    <Sheet
      title={t('saved.save')}
      onClose={onClose}
      foot={
        <SheetFoot id="save-search-send" busy={save.isPending} onBack={onClose} onSend={handleSave}>
          {t('saved.save')}
        </SheetFoot>
      }
    >
      <Field
        id="save-search-name"
        label={t('saved.name')}
        hint={t('saved.nameHint')}
        value={name}
        max={LONGEST_NAME}
        onChange={setName}
      />
      <View className="line-row">
        <View className="grow">
          <View>{t('saved.tell')}</View>
          <View className="t12 ink-3">{t('saved.tellAbout')}</View>
        </View>
        <Toggle
          id="save-search-tell"
          on={isTold}
          label={t('saved.tell')}
          onPress={() => setTold(!isTold)}
        />
      </View>
      {asksForTime ? null : (
        <View className="column gap8 space-over">
          <View className="field-label">{t('saved.when')}</View>
          <Segments label={t('saved.when')} options={windows} value={days} onPick={setDays} />
          <View className="t12 ink-3">{t('saved.whenAbout')}</View>
        </View>
      )}
      {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
    </Sheet>
  );
}

/** Keeps what is being looked for; nothing is shown where nothing is. A button where it is the way on. */
export function SaveSearch({ asButton = false }: { asButton?: boolean }) {
  const { t } = useWords();
  const search = useSearch();
  const isSignedIn = useSignedIn();
  const [isOpen, setOpen] = useState(false);
  if (!isWorthSaving(search)) return null;
  const handleOpen = () => (isSignedIn ? setOpen(true) : goTo('signIn'));
  return (
    <>
      {asButton ? (
        <Button id="save-search" onPress={handleOpen}>
          {t('saved.tell')}
        </Button>
      ) : (
        <View className="row save-search">
          <Press id="save-search" className="save-search-press accent gap4" onPress={handleOpen}>
            <Icon name="plus" size="s" />
            <Text className="t14">{t('saved.save')}</Text>
          </Press>
        </View>
      )}
      {isOpen ? <SaveSheet onClose={() => setOpen(false)} /> : null}
    </>
  );
}
