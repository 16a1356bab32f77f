import { Text, View } from '@tarojs/components';
import { useEffect } from 'react';
import { create } from 'zustand';
import { Icon } from './icon';

interface ToastState {
  text: string | null;
  tone: 'done' | 'failed';
  shownAt: number;
}

const SHOWN_FOR_MS = 4500;
const useToast = create<ToastState>(() => ({ text: null, tone: 'done', shownAt: 0 }));

/** Says in passing what was done or refused. */
export function showToast(text: string, tone: ToastState['tone'] = 'done'): void {
  useToast.setState({ text, tone, shownAt: Date.now() });
}

export function Toast() {
  const { text, tone, shownAt } = useToast();
  useEffect(() => {
    if (text === null) return undefined;
    const timer = setTimeout(() => useToast.setState({ text: null }), SHOWN_FOR_MS);
    return () => clearTimeout(timer);
  }, [text, shownAt]);
  if (text === null) return null;
  return (
    <View className="toast" {...(process.env.TARO_ENV === 'h5' ? { role: 'status' } : {})}>
      <Icon
        name={tone === 'done' ? 'check' : 'warning'}
        className={tone === 'done' ? 'accent' : 'alarm'}
      />
      <Text className="grow">{text}</Text>
    </View>
  );
}
