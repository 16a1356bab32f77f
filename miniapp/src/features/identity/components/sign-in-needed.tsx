import { Button } from '../../../components/button';
import { Empty } from '../../../components/states';
import { useWords } from '../../../lib/i18n';
import { goTo } from '../../../lib/routes';

/** For screens that only make sense for someone: says so and leads there and back. */
export function SignInNeeded({ text }: { text: string }) {
  const { t } = useWords();
  return (
    <Empty icon="person" title={t('auth.needed')} text={text}>
      <Button kind="primary" id="sign-in" onPress={() => goTo('signIn')}>
        {t('auth.signIn')}
      </Button>
    </Empty>
  );
}
