import Taro from '@tarojs/taro';

export interface CalendarEvent {
  fileName: string;
  /** What it is, when and where, for a calendar that takes no file. */
  words: string;
  readFile: () => Promise<string>;
}

/** Alipay's mini-programs can neither write to the phone's calendar nor open such a file. */
export async function keepEvent({ words }: CalendarEvent): Promise<'saved' | 'copied'> {
  await Taro.setClipboardData({ data: words });
  return 'copied';
}
