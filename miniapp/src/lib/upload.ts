import Taro from '@tarojs/taro';
import type { AnswerOf } from '@dayi/shared/contracts/index';
import { pathOf } from '@dayi/shared/routes/index';
import { pieceOf } from './file-piece';
import { ProblemError } from './problem-error';
import { apiAddress, callHeaders, lineAway, request } from './request';
import { keepSending } from './sending';
import type { PickedFile, Sending, SendingWatch, SentFile } from './sending';

type Upload = AnswerOf<'readUpload'>;

const MOST_AT_ONCE = 9;

export async function pickFiles(): Promise<PickedFile[]> {
  const chosen = await Taro.chooseImage({ count: MOST_AT_ONCE, sizeType: ['original'] });
  return await Promise.all(
    chosen.tempFilePaths.map(async (content, index) => {
      const info = await Taro.getFileInfo({ filePath: content });
      return {
        name: content.split('/').pop() ?? `image-${index + 1}`,
        sizeBytes: 'size' in info ? info.size : 0,
        content,
      };
    }),
  );
}

/** One numbered chunk as a form with one file: `my.uploadFile` knows no more. */
async function sendChunk(upload: Upload, filePath: string, watch: SendingWatch): Promise<Upload> {
  const number = upload.nextChunk ?? 0;
  const task = Taro.uploadFile({
    url: apiAddress(pathOf('sendChunk', { id: upload.id, number: String(number) })),
    filePath,
    name: 'file',
    header: callHeaders(),
  });
  const from = number * (upload.chunkBytes ?? 0);
  task.progress(({ totalBytesSent }) =>
    watch.onProgress(Math.min(from + (totalBytesSent || 0), upload.sizeBytes ?? 0)),
  );
  const answer = await task.catch(() => {
    throw lineAway();
  });
  const body = JSON.parse(answer.data || 'null') as object | null;
  if (answer.statusCode >= 400) throw new ProblemError(answer.statusCode, body ?? {});
  return body as Upload;
}

/** Sends one file in numbered chunks, one after another. */
export function sendFile(picked: PickedFile, _bookingId: string, watch: SendingWatch): Sending {
  let id: string | null = null;
  const begin = () =>
    request('createChunkedUpload', { body: { name: picked.name, sizeBytes: picked.sizeBytes } });
  const send = async (isWanted: () => boolean): Promise<SentFile | null> => {
    // Asking first also renews a token that ran out.
    let stands: Upload =
      id === null ? await begin() : await request('readUpload', { params: { id } });
    id = stands.id;
    while (stands.state === 'arriving') {
      watch.onProgress(stands.offset);
      const piece = await pieceOf(picked, stands.nextChunk ?? 0, stands.chunkBytes ?? 0);
      if (!isWanted()) return null;
      stands = await sendChunk(stands, piece, watch);
      watch.onWaiting(false);
    }
    watch.onProgress(picked.sizeBytes);
    return { uploadId: stands.id, sha256: stands.sha256 };
  };
  return keepSending(
    {
      send,
      // The chunk that is on its way arrives; the next one is not begun.
      stop: () => undefined,
      forget: () => {
        if (id !== null) void request('dropUpload', { params: { id } }).catch(() => null);
      },
    },
    watch,
  );
}
