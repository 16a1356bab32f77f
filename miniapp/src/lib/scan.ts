import Taro from '@tarojs/taro';

export const canScan = true as boolean;

/** What the phone's camera read; null where the person turned back. */
export async function scanCode(): Promise<string | null> {
  try {
    const { result } = await Taro.scanCode({ scanType: ['qrCode'] });
    return result;
  } catch {
    return null;
  }
}
