import Taro from '@tarojs/taro';

/** Small things kept on the phone. A full or forbidden store only forgets, it never breaks a screen. */
export function readStored<T>(key: string): T | null {
  try {
    const text = Taro.getStorageSync<string>(`dayi.${key}`);
    return text ? (JSON.parse(text) as T) : null;
  } catch {
    return null;
  }
}

export function store(key: string, value: unknown): void {
  try {
    if (value === null || value === undefined) Taro.removeStorageSync(`dayi.${key}`);
    else Taro.setStorageSync(`dayi.${key}`, JSON.stringify(value));
  } catch {
    // Private mode: the setting lives as long as the app does.
  }
}
