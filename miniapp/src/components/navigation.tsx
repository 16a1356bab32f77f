import { Text, View } from '@tarojs/components';
import { create } from 'zustand';
import { useWords } from '../lib/i18n';
import type { Key } from '../lib/i18n';
import { goTo } from '../lib/routes';
import { useHasRole, useSession } from '../lib/session';
import { classes } from './class-names';
import { Icon } from './icon';
import type { IconName } from './icon';
import { Press } from './press';

export type TabName = 'home' | 'bookings' | 'desk' | 'notices' | 'me';

const tabs: {
  name: TabName;
  word: Extract<Key, `tab.${string}`>;
  icon: IconName;
  staffOnly?: true;
}[] = [
  { name: 'home', word: 'tab.home', icon: 'instrument' },
  { name: 'bookings', word: 'tab.bookings', icon: 'calendar' },
  { name: 'desk', word: 'tab.desk', icon: 'desk', staffOnly: true },
  { name: 'notices', word: 'tab.notices', icon: 'bell' },
  { name: 'me', word: 'tab.me', icon: 'person' },
];

interface NavigationState {
  chosen: TabName;
  counts: Partial<Record<TabName, number>>;
}

/** Which tab is open and what waits behind each; features set the counts. */
export const useNavigation = create<NavigationState>(() => ({ chosen: 'home', counts: {} }));

export function setTabCount(name: TabName, count: number): void {
  const { counts } = useNavigation.getState();
  if (counts[name] !== count) useNavigation.setState({ counts: { ...counts, [name]: count } });
}

function Badge({ count }: { count: number | undefined }) {
  return count ? <View className="badge">{count > 99 ? '99+' : String(count)}</View> : null;
}

function useTabs() {
  const isOperator = useHasRole('operator');
  const isAdmin = useHasRole('unit_admin');
  return tabs.filter((tab) => !tab.staffOnly || isOperator || isAdmin);
}

/** The tabs along the bottom of a phone. */
export function TabBar({ chosen }: { chosen: TabName }) {
  const { t } = useWords();
  const counts = useNavigation((state) => state.counts);
  const shown = useTabs();
  return (
    <View className="tab-bar" {...(process.env.TARO_ENV === 'h5' ? { role: 'tablist' } : {})}>
      {shown.map((tab) => (
        <Press
          key={tab.name}
          id={`tab-${tab.name}`}
          role="tab"
          chosen={tab.name === chosen}
          className={classes('tab-item', tab.name === chosen && 'tab-item-chosen')}
          onPress={() => goTo(tab.name)}
        >
          <View className="tab-sign">
            <Icon name={tab.icon} size="l" />
            <Badge count={counts[tab.name]} />
          </View>
          <Text>{t(tab.word)}</Text>
        </Press>
      ))}
    </View>
  );
}

/** The same ways at desktop width, down the left side. */
export function SideNav({ chosen }: { chosen: TabName | null }) {
  const { t } = useWords();
  const counts = useNavigation((state) => state.counts);
  const user = useSession((state) => state.session?.user);
  const shown = useTabs();
  return (
    <View className="side-nav" {...(process.env.TARO_ENV === 'h5' ? { role: 'navigation' } : {})}>
      <View className="side-brand accent">
        <Icon name="brand" size="l" />
        <Text className="t20 b" style={{ color: 'var(--ink)' }}>
          {t('app.name')}
        </Text>
      </View>
      <View style={{ paddingTop: '8px' }}>
        {shown.map((tab) => (
          <Press
            key={tab.name}
            role="link"
            className={classes('side-item', tab.name === chosen && 'side-item-chosen')}
            onPress={() => goTo(tab.name)}
          >
            <Icon name={tab.icon} />
            <Text className="grow">{t(tab.word)}</Text>
            <Badge count={counts[tab.name]} />
          </Press>
        ))}
      </View>
      <View className="side-foot">
        <View className="b">{user?.name ?? t('me.guest')}</View>
        <View className="t12 ink-3">{user?.roles[0]?.scope.name ?? t('me.signedOut')}</View>
      </View>
    </View>
  );
}
