import Taro from '@tarojs/taro';
import { apiAddress } from './request';

/** Fetches a file behind a signed link and shows it with the phone's own viewer. */
export async function openDownload(url: string): Promise<void> {
  const { tempFilePath } = await Taro.downloadFile({
    url: /^https?:/.test(url) ? url : apiAddress(url),
  });
  await Taro.openDocument({ filePath: tempFilePath });
}
