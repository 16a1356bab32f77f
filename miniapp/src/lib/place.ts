import Taro from '@tarojs/taro';

/** Where this phone is, as `lat,lon`; null where it is not told. */
export async function findPlace(): Promise<string | null> {
  try {
    const { latitude, longitude } = await Taro.getLocation({ type: 'wgs84' });
    return `${latitude.toFixed(5)},${longitude.toFixed(5)}`;
  } catch {
    return null;
  }
}
