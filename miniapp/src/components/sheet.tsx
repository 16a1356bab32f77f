import { View } from '@tarojs/components';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../lib/i18n';
import { Icon } from './icon';
import { Press } from './press';

interface SheetProps {
  title: string;
  foot?: ReactNode;
  children: ReactNode;
  onClose: () => void;
}

/** Rises from the bottom on a phone and stands at the right edge on a desk. */
export function Sheet({ title, foot, children, onClose }: SheetProps) {
  const { t } = useWords();
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return undefined;
    const handleKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') onClose();
    };
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, [onClose]);
  return (
    <>
      <View className="veil" onClick={onClose} />
      <View
        className="sheet"
        {...(process.env.TARO_ENV === 'h5'
          ? { role: 'dialog', 'aria-label': title, 'aria-modal': true }
          : {})}
      >
        <View className="sheet-head">
          <View className="t16 b">{title}</View>
          <Press className="icon-button" label={t('action.close')} onPress={onClose}>
            <Icon name="close" />
          </Press>
        </View>
        <View className="sheet-body">{children}</View>
        {foot ? <View className="sheet-foot">{foot}</View> : null}
      </View>
    </>
  );
}
