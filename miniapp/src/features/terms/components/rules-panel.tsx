import { Text, View } from '@tarojs/components';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Section } from '../../../components/marks';
import { Sheet } from '../../../components/sheet';
import { SheetFoot } from '../../../components/sheet-foot';
import { Failure, QueryView } from '../../../components/states';
import { showToast } from '../../../components/toast';
import { formatRange } from '../../../lib/formats';
import { useWords } from '../../../lib/i18n';
import type { Translate } from '../../../lib/i18n';
import type { Language } from '../../../lib/i18n/language';
import { rulesInWords } from '../../instruments/rules-in-words';
import { previewRules, setRules } from '../api';
import type { Rules, RulesPreview } from '../api';
import { useRules, useTermsAction } from '../use-terms';
import { RulesForm } from './rules-form';

/** As a user from outside reads them, who has the longest way. */
function sentences(rules: Rules, t: Translate, language: Language): string[] {
  const isAsked = rules.approval !== 'none';
  const lead = rules.leadMinutes + (isAsked ? 1440 : 0);
  const asked = { rules, leadMinutesForYou: lead, needsApprovalForYou: isAsked };
  return rulesInWords(asked, t, language).map((line) => line.text);
}

function Changes({ before, after }: { before: Rules; after: Rules }) {
  const { t, language } = useWords();
  const [old, fresh] = [sentences(before, t, language), sentences(after, t, language)];
  const gone = old.filter((line) => !fresh.includes(line));
  const come = fresh.filter((line) => !old.includes(line));
  return (
    <>
      {gone.map((line) => (
        <View key={line} className="ink-3 struck rule-line">
          {line}
        </View>
      ))}
      {come.map((line) => (
        <View key={line} className="b rule-line">
          {line}
        </View>
      ))}
      {come.length || gone.length ? null : (
        <View className="ink-3 rule-line">{t('terms.smallChange')}</View>
      )}
    </>
  );
}

function Broken({ preview, timeZone }: { preview: RulesPreview; timeZone: string }) {
  const { t, reader } = useWords();
  const zoned = { ...reader, timeZone };
  if (!preview.total) return <View className="ink-2 rule-line">{t('terms.noneBroken')}</View>;
  return (
    <>
      <View className="warn b rule-line">{t('terms.broken', { count: preview.total })}</View>
      <View className="ink-2 rule-line">{t('terms.brokenStay')}</View>
      {preview.broken.map((one) => (
        <View key={one.bookingId} className="line-row row-top">
          <View className="grow">
            <View className="b">
              {formatRange(Date.parse(one.startsAt), Date.parse(one.endsAt), zoned)}
            </View>
            <View className="t12 ink-3 wrap">
              {one.rules.map((rule) => rule.message).join(' ')}
            </View>
          </View>
          <Text>{one.owner}</Text>
        </View>
      ))}
    </>
  );
}

interface SaveProps {
  id: string;
  before: Rules;
  after: Rules;
  timeZone: string;
  onDone: () => void;
  onClose: () => void;
}

/** What changes and which bookings the new rules would not allow, before anything does. */
function SaveSheet({ id, before, after, timeZone, onDone, onClose }: SaveProps) {
  const { t } = useWords();
  const preview = useMutation({ mutationFn: () => previewRules(id, after) });
  const save = useTermsAction(() => setRules(id, after));
  if (preview.isIdle) preview.mutate();
  const handleSave = () =>
    save.mutate(undefined, {
      onSuccess: () => {
        showToast(t('terms.saved'));
        onDone();
      },
    });
  return (
    <Sheet
      title={t('terms.check')}
      onClose={onClose}
      foot={
        <SheetFoot
          id="rules-save"
          disabled={!preview.data}
          busy={save.isPending}
          busyText={t('terms.saving')}
          onBack={onClose}
          onSend={handleSave}
        >
          {t(preview.data ? 'terms.save' : preview.error ? 'terms.refused' : 'terms.checking')}
        </SheetFoot>
      }
    >
      <Changes before={before} after={after} />
      {preview.data ? <Broken preview={preview.data} timeZone={timeZone} /> : null}
      {preview.error ? <Failure error={preview.error} onRetry={() => preview.mutate()} /> : null}
      {save.error ? <Failure error={save.error} onRetry={handleSave} /> : null}
    </Sheet>
  );
}

/** The rules by form; nothing holds until it is checked and saved. */
export function RulesPanel({ id }: { id: string }) {
  const { t, language } = useWords();
  const query = useRules(id);
  const [draft, setDraft] = useState<Rules | null>(null);
  const [isSaving, setSaving] = useState(false);
  return (
    <QueryView query={query}>
      {({ rules, timeZone, checkers }) => {
        const shown = draft ?? rules;
        const isChanged = draft !== null && JSON.stringify(draft) !== JSON.stringify(rules);
        return (
          <>
            <RulesForm checkers={checkers} rules={shown} onChange={setDraft} />
            <Section title={t('terms.inWords')}>
              {sentences(shown, t, language).map((line) => (
                <View key={line} className="rule-line">
                  {line}
                </View>
              ))}
            </Section>
            <View className="row gap12 booking-ways">
              {isChanged ? <Button onPress={() => setDraft(null)}>{t('terms.undo')}</Button> : null}
              <Button
                id="rules-check"
                kind="primary"
                block
                disabled={!isChanged}
                onPress={() => setSaving(true)}
              >
                {isChanged ? t('terms.check') : t('terms.noChange')}
              </Button>
            </View>
            {isSaving && draft ? (
              <SaveSheet
                id={id}
                before={rules}
                after={draft}
                timeZone={timeZone}
                onDone={() => {
                  setSaving(false);
                  setDraft(null);
                }}
                onClose={() => setSaving(false)}
              />
            ) : null}
          </>
        );
      }}
    </QueryView>
  );
}
