import './lib/event';
import 'abortcontroller-polyfill/dist/abortcontroller-polyfill-only';
import { QueryClientProvider } from '@tanstack/react-query';
import { useDidHide, useDidShow } from '@tarojs/taro';
import type { ReactNode } from 'react';
import { LiveBridge } from './features/notices/live-bridge';
import { queryClient, setAppInFront } from './lib/query';
import { reloadStaleCode } from './lib/stale-code';
import './app.scss';

reloadStaleCode();

export default function App({ children }: { children: ReactNode }) {
  useDidShow(() => setAppInFront(true));
  useDidHide(() => setAppInFront(false));
  return (
    <QueryClientProvider client={queryClient}>
      <LiveBridge />
      {children}
    </QueryClientProvider>
  );
}
