import Taro from '@tarojs/taro';
import { ProblemError } from './problem-error';
import { translate } from './i18n';
import { apiAddress, callHeaders } from './request';

export interface PickedFile {
  name: string;
  sizeBytes: number;
  /** A path on the phone, or a file of the browser. */
  content: unknown;
}

/** One call takes one file here: `my.uploadFile` knows no more. */
export const takesSeveral: boolean = false;

export async function pickFiles(): Promise<PickedFile[]> {
  const chosen = await Taro.chooseImage({ count: 1, sizeType: ['original'] });
  return chosen.tempFilePaths.map((content, index) => ({
    name: content.split('/').pop() ?? `image-${index + 1}`,
    sizeBytes: chosen.tempFiles[index]?.size ?? 0,
    content,
  }));
}

/** Sends a form with files; `onProgress` is told per cents. */
export async function sendFiles(
  path: string,
  fields: Record<string, string>,
  files: PickedFile[],
  onProgress: (percent: number) => void,
): Promise<unknown> {
  const file = files[0];
  if (!file)
    throw new ProblemError(422, {
      code: 'result.file_missing',
      title: translate('deliver.needsFile'),
    });
  const task = Taro.uploadFile({
    url: apiAddress(path),
    filePath: file.content as string,
    name: 'files',
    fileName: file.name,
    formData: fields,
    header: callHeaders(),
  });
  task.progress(({ progress }) => onProgress(progress));
  const answer = await task.catch(() => {
    throw new ProblemError(0, { code: 'network.away', title: translate('error.away') });
  });
  const body = JSON.parse(answer.data || 'null') as object | null;
  if (answer.statusCode >= 400) throw new ProblemError(answer.statusCode, body ?? {});
  return body;
}
