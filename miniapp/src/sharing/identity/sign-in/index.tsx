import { Text, View } from '@tarojs/components';
import { Icon } from '../../../components/icon';
import { PageFrame } from '../../../components/page-frame';
import { Press } from '../../../components/press';
import { Empty, Failure, QueryView } from '../../../components/states';
import { scopeName } from '../../../features/identity/scope-name';
import { usePersonas, useSignIn } from '../../../features/identity/use-identity';
import { useWords } from '../../../lib/i18n';
import { spaced } from '../../../lib/spaced';
import { goBack } from '../../../lib/routes';

export default function SignInPage() {
  const { t } = useWords();
  const personas = usePersonas();
  const signIn = useSignIn();
  return (
    <PageFrame title={t('auth.signIn')} under="me" narrow>
      <View className="list-note">{t('auth.demo')}</View>
      {signIn.error ? <Failure error={signIn.error} /> : null}
      <QueryView query={personas}>
        {({ items }) =>
          items.length ? (
            <View className="section">
              {items.map((item) => (
                <Press
                  key={item.persona}
                  id={`persona-${item.persona}`}
                  className="line-row persona"
                  disabled={signIn.isPending}
                  onPress={() => signIn.mutate(item.persona, { onSuccess: goBack })}
                >
                  <Icon name="person" className="ink-3" />
                  <View className="grow">
                    <View className="b">{item.name}</View>
                    <View className="t12 ink-3">
                      {spaced(
                        ...item.roles.map(
                          (held) => `${t(`role.${held.role}`)} ${scopeName(held.scope, t)}`,
                        ),
                      )}
                    </View>
                  </View>
                  <Text className="t12 accent">
                    {signIn.isPending && signIn.variables === item.persona
                      ? t('auth.signingIn')
                      : t('auth.enter')}
                  </Text>
                </Press>
              ))}
            </View>
          ) : (
            <Empty icon="person" title={t('auth.noPersonas')} />
          )
        }
      </QueryView>
    </PageFrame>
  );
}
