import { createReadStream } from 'node:fs';
import { TableFileError } from './table-row.ts';

/**
 * The text of a UTF-8 file piece by piece, without its byte order mark. Other encodings (GBK, mostly)
 * are refused and never guessed at: a wrong guess would store wrong characters.
 * @throws TableFileError `not_utf8`
 */
export async function* readText(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path)) {
      yield decoder.decode(chunk as Buffer, { stream: true });
      bytes += (chunk as Buffer).length;
    }
    yield decoder.decode();
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA') throw error;
    throw new TableFileError('not_utf8', { path, kilobytes: Math.floor(bytes / 1024) });
  }
}
