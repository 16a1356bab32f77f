import Taro from '@tarojs/taro';
import { apiAddress } from './request';

type Kind = 'pdf' | 'image' | null;

const whole = (url: string) => (/^https?:/.test(url) ? url : apiAddress(url));

/** A link to a file, made when it is needed: it serves for minutes only. */
export type MakeLink = () => Promise<string>;

/**
 * Shows a file with the phone's own viewer. Other kinds the phone cannot keep: their link is copied, to be
 * opened in a browser within its minutes.
 */
export async function openDownload(makeLink: MakeLink, kind: Kind): Promise<'opened' | 'copied'> {
  const url = whole(await makeLink());
  if (kind === null) {
    await Taro.setClipboardData({ data: url });
    return 'copied';
  }
  await show(url, kind);
  return 'opened';
}

async function show(url: string, kind: 'pdf' | 'image'): Promise<void> {
  if (kind === 'image') {
    await Taro.previewImage({ urls: [url], current: url });
    return;
  }
  const { tempFilePath } = await Taro.downloadFile({ url });
  await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf' });
}

/** Shows a report or a picture; gives the address of a picture that the app itself is to show. */
export async function openPreview(
  makeLink: MakeLink,
  kind: 'pdf' | 'image',
): Promise<string | null> {
  await show(whole(await makeLink()), kind);
  return null;
}
