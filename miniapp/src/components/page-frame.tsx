import { View } from '@tarojs/components';
import Taro, { useDidShow } from '@tarojs/taro';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../lib/i18n';
import { goBack } from '../lib/routes';
import { classes } from './class-names';
import { Icon } from './icon';
import { SideNav, TabBar, useNavigation } from './navigation';
import type { TabName } from './navigation';
import { Press } from './press';
import { Toast } from './toast';
import { useLook } from './use-look';

interface PageFrameProps {
  title: string;
  /** The tab this page is, or belongs to at desktop width. */
  tab?: TabName;
  under?: TabName;
  /** Replaces the title on the web; a mini-program shows its own bar. */
  head?: ReactNode;
  bottom?: ReactNode;
  pane?: ReactNode;
  narrow?: boolean;
  children: ReactNode;
}

/** What every screen stands in: theme, navigation, title, bottom bar, side pane. */
export function PageFrame({
  title,
  tab,
  under,
  head,
  bottom,
  pane,
  narrow,
  children,
}: PageFrameProps) {
  const { t } = useWords();
  const look = useLook();
  useDidShow(() => {
    if (tab) useNavigation.setState({ chosen: tab });
    void Taro.setNavigationBarTitle({ title });
  });
  useEffect(() => void Taro.setNavigationBarTitle({ title }), [title]);
  const isWeb = process.env.TARO_ENV === 'h5';
  return (
    <View className={classes('page with-nav', look)}>
      {isWeb ? <SideNav chosen={tab ?? under ?? null} /> : null}
      <View className="page-columns">
        <View className="page-main">
          {isWeb
            ? (head ?? (
                <View className={classes('header', !tab && 'header-line')}>
                  {tab ? null : (
                    <Press className="header-back" label={t('action.back')} onPress={goBack}>
                      <Icon name="left" size="l" />
                    </Press>
                  )}
                  <View className="t16 b grow line-1">{title}</View>
                </View>
              ))
            : head}
          <View
            className={classes(
              'page-body',
              tab && 'with-tabs',
              bottom ? 'with-bar' : null,
              narrow && 'narrow-column',
            )}
          >
            {children}
          </View>
        </View>
        {pane ? <View className="pane">{pane}</View> : null}
      </View>
      {bottom ? <View className="bottom-bar">{bottom}</View> : null}
      <Toast />
      {isWeb && tab ? <TabBar chosen={tab} /> : null}
    </View>
  );
}
