import { View } from '@tarojs/components';
import { countCharacters } from '@dayi/shared/characters';
import { useState } from 'react';
import { Button } from '../../../components/button';
import { Field } from '../../../components/field';
import { Icon } from '../../../components/icon';
import { Failure } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';
import { useSignedIn } from '../../../lib/session';
import { useIntention } from '../../bookings/use-bookings';
import { makeWish } from '../api';
import { useWishAction, useWishDraft } from '../use-wishes';

const MOST_CHARACTERS = 500;
const LONGEST_SEARCH = 200;

/** Where a search found nothing: says what one wants; who keeps the platform answers by a notice. */
export function WishBox({ q }: { q: string }) {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const words = useWishDraft((state) => state.words);
  const [sentFor, setSentFor] = useState<string | null>(null);
  const intention = useIntention();
  const send = useWishAction(async (text: string) => {
    const body = { q: q.slice(0, LONGEST_SEARCH), words: text };
    await makeWish(body, intention.keyFor(body));
    intention.done();
  });
  const text = words.trim();
  const isOver = countCharacters(text) > MOST_CHARACTERS;
  const handleSend = () => {
    if (!isSignedIn) {
      goTo('signIn');
      return;
    }
    send.mutate(text, {
      onSuccess: () => {
        useWishDraft.setState({ words: '' });
        setSentFor(q);
      },
    });
  };
  if (sentFor === q && text === '') {
    return (
      <View className="list-gap">
        <View className="notice-box row">
          <Icon name="check" className="accent" />
          <View className="grow">{t('wish.sent')}</View>
        </View>
      </View>
    );
  }
  return (
    <View className="list-gap">
      <View className="card card-pad column gap12">
        <View className="t16 b">{t('wish.title')}</View>
        <Field
          id="wish-words"
          label={t('wish.label')}
          hint={t('wish.hint')}
          value={words}
          max={MOST_CHARACTERS}
          count={countCharacters}
          rows
          onChange={(typed) => useWishDraft.setState({ words: typed })}
        />
        <View className="row">
          <Button
            id="wish-send"
            kind="primary"
            block
            disabled={text === '' || isOver}
            busy={send.isPending}
            busyText={t('action.sending')}
            onPress={handleSend}
          >
            {text === ''
              ? t('wish.first')
              : isOver
                ? t('wish.shorter')
                : t(isSignedIn ? 'wish.send' : 'wish.signIn')}
          </Button>
        </View>
        {send.error ? <Failure error={send.error} onRetry={handleSend} /> : null}
      </View>
    </View>
  );
}
