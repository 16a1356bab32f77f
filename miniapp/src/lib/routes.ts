import Taro from '@tarojs/taro';
import { pages, pageUrl } from './pages';
import type { PageName, PageParams } from './pages';

export function goTo(name: PageName, params?: PageParams): void {
  if (pages[name].tab) void Taro.switchTab({ url: pages[name].path });
  else void Taro.navigateTo({ url: pageUrl(name, params) });
}

/** Takes the place of the present page, so that "back" skips it. */
export function replaceWith(name: PageName, params?: PageParams): void {
  if (pages[name].tab) void Taro.switchTab({ url: pages[name].path });
  else void Taro.redirectTo({ url: pageUrl(name, params) });
}

export function goBack(): void {
  if (Taro.getCurrentPages().length > 1) void Taro.navigateBack();
  else void Taro.switchTab({ url: pages.home.path });
}
