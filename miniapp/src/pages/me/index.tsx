import { Text, View } from '@tarojs/components';
import { useEffect } from 'react';
import { Button } from '../../components/button';
import { Segments } from '../../components/choices';
import { Icon } from '../../components/icon';
import { Section } from '../../components/marks';
import { PageFrame } from '../../components/page-frame';
import { Press } from '../../components/press';
import { QueryView, Skeleton } from '../../components/states';
import { updateLocale } from '../../features/identity/api';
import type { Me } from '../../features/identity/api';
import { OwnNumber } from '../../features/identity/components/own-number';
import { scopeName } from '../../features/identity/scope-name';
import { useMe, useSignOut } from '../../features/identity/use-identity';
import { AccountRow } from '../../features/vouchers/account-row';
import { formatDate } from '../../lib/formats';
import { useWords } from '../../lib/i18n';
import type { Language } from '../../lib/i18n/language';
import { setPreference, usePreferences } from '../../lib/preferences';
import { goTo } from '../../lib/routes';
import { useHasRole, useSignedIn } from '../../lib/session';

const SHOWN_ACCOUNTS = 4;

function Identity({ me }: { me: Me }) {
  const { t, reader } = useWords();
  const home = me.personal.companyName ?? me.personal.unitName;
  return (
    <>
      <Section first>
        <View className="t20 b">{me.name}</View>
        {home ? <View className="ink-2">{home}</View> : null}
        {me.roles.map((held) => (
          <View key={held.role + held.scope.id} className="line-row">
            <Text className="grow">{t(`role.${held.role}`)}</Text>
            <Text className="amount ink-2 wrap">{scopeName(held.scope, t)}</Text>
          </View>
        ))}
      </Section>
      <Section title={t('me.groups')}>
        {me.personal.groups.map((group) => (
          <Press
            key={group.id}
            id={`group-${group.id}`}
            role="link"
            className="line-row"
            onPress={() => goTo('group', { id: group.id })}
          >
            <Icon name="people" className="ink-3" />
            <Text className="grow">{group.name}</Text>
            <Text className="t12 ink-3">
              {group.isPrincipal ? t('me.principal') : t('me.member')}
            </Text>
            <Icon name="right" size="s" className="ink-3" />
          </Press>
        ))}
        {me.personal.groups.length ? null : <View className="ink-3">{t('word.none')}</View>}
        <OwnNumber id={me.id} />
      </Section>
      <Section
        title={t('me.balances')}
        aside={
          <Press
            id="open-vouchers"
            className="small-press accent t12"
            onPress={() => goTo('vouchers')}
          >
            <Text>{t('me.allAccounts')}</Text>
          </Press>
        }
      >
        {me.balances.slice(0, SHOWN_ACCOUNTS).map((account) => (
          <AccountRow key={account.id} account={account} />
        ))}
        {me.balances.length ? null : <View className="ink-3">{t('me.noAccounts')}</View>}
      </Section>
      <Section title={t('me.certificates')}>
        {me.certificates.map((certificate) => (
          <View key={certificate.name} className="line-row">
            <Text className="grow">{certificate.name}</Text>
            <Text className="amount ink-2">
              {certificate.validUntil
                ? t('me.validUntil', {
                    date: formatDate(Date.parse(certificate.validUntil), reader, false),
                  })
                : t('me.validForever')}
            </Text>
          </View>
        ))}
        {me.certificates.length ? null : <View className="ink-3">{t('word.none')}</View>}
      </Section>
    </>
  );
}

function Settings() {
  const { t, language } = useWords();
  const { theme, textSize } = usePreferences();
  const isSignedIn = useSignedIn();
  const handleLanguage = (next: Language) => {
    setPreference('language', next);
    // The server words notices in the language it knows of; the screen does not wait for it.
    if (isSignedIn) void updateLocale(next).catch(() => undefined);
  };
  useEffect(() => {
    if (process.env.TARO_ENV === 'h5') document.documentElement.lang = language;
  }, [language]);
  return (
    <Section title={t('me.settings')}>
      <View className="column gap12">
        <View className="field-label">{t('me.language')}</View>
        <Segments
          label={t('me.language')}
          options={[
            { value: 'zh-CN', name: '中文' },
            { value: 'en', name: 'English' },
          ]}
          value={language}
          onPick={handleLanguage}
        />
        <View className="field-label">{t('me.textSize')}</View>
        <Segments
          label={t('me.textSize')}
          options={[
            { value: 'normal', name: t('me.textNormal') },
            { value: 'large', name: t('me.textLarge') },
          ]}
          value={textSize}
          onPick={(value) => setPreference('textSize', value)}
        />
        <View className="field-label">{t('me.theme')}</View>
        <Segments
          label={t('me.theme')}
          options={[
            { value: 'auto', name: t('me.themeAuto') },
            { value: 'light', name: t('me.themeLight') },
            { value: 'dark', name: t('me.themeDark') },
          ]}
          value={theme}
          onPick={(value) => setPreference('theme', value)}
        />
      </View>
    </Section>
  );
}

/** Ways on from here, as far as the person's roles open them. */
function Ways() {
  const { t } = useWords();
  const isAuthority = useHasRole('authority');
  const isUnitAdmin = useHasRole('unit_admin');
  const isPlatform = useHasRole('platform_admin');
  const ways = [
    { page: 'savedSearches', icon: 'search', word: 'page.savedSearches' },
    { page: 'interests', icon: 'star', word: 'page.interests' },
    { page: 'calendarFeeds', icon: 'calendar', word: 'page.calendarFeeds' },
    { page: 'noticePreferences', icon: 'bell', word: 'page.noticePreferences' },
    ...(isAuthority || isUnitAdmin
      ? [{ page: 'bulletins', icon: 'file', word: 'page.bulletins' } as const]
      : []),
    ...(isAuthority
      ? [{ page: 'voucherApplications', icon: 'ticket', word: 'page.voucherApplications' } as const]
      : []),
    ...(isAuthority || isPlatform
      ? [{ page: 'appeals', icon: 'shield', word: 'page.appeals' } as const]
      : []),
    ...(isPlatform
      ? [{ page: 'dictionary', icon: 'search', word: 'page.dictionary' } as const]
      : isAuthority
        ? [{ page: 'dictionary', icon: 'search', word: 'dictionary.tab.misses' } as const]
        : []),
  ] as const;
  return (
    <Section>
      {ways.map(({ page, icon, word }) => (
        <Press
          key={page}
          id={`open-${page}`}
          role="link"
          className="line-row"
          onPress={() => goTo(page)}
        >
          <Icon name={icon} className="ink-3" />
          <Text className="grow">{t(word)}</Text>
          <Icon name="right" size="s" className="ink-3" />
        </Press>
      ))}
    </Section>
  );
}

export default function MePage() {
  const { t } = useWords();
  const isSignedIn = useSignedIn();
  const me = useMe();
  const signOut = useSignOut();
  return (
    <PageFrame title={t('tab.me')} tab="me" narrow>
      {isSignedIn ? (
        <QueryView query={me} skeleton={<Skeleton count={3} card={false} />}>
          {(data) => <Identity me={data} />}
        </QueryView>
      ) : (
        <Section first>
          <View className="t20 b">{t('me.guest')}</View>
          <View className="ink-2 rule-line">{t('me.signedOut')}</View>
          <View className="row">
            <Button id="sign-in" kind="primary" block onPress={() => goTo('signIn')}>
              {t('auth.signIn')}
            </Button>
          </View>
        </Section>
      )}
      {isSignedIn ? <Ways /> : null}
      <Settings />
      {isSignedIn ? (
        <View className="row gap12 booking-ways">
          <Button block onPress={() => goTo('signIn')}>
            {t('auth.switch')}
          </Button>
          <Button
            id="sign-out"
            block
            busy={signOut.isPending}
            busyText={t('auth.signingOut')}
            onPress={() => signOut.mutate()}
          >
            {t('auth.signOut')}
          </Button>
        </View>
      ) : null}
    </PageFrame>
  );
}
