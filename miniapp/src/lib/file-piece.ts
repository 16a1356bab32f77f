import type { PickedFile } from './sending';

interface ReadAnswer {
  data: ArrayBuffer;
}

interface FileSystem {
  readFile: (wish: {
    filePath: string;
    position?: number;
    length?: number;
    success: (answer: ReadAnswer) => void;
    fail: (error: unknown) => void;
  }) => void;
  writeFile: (wish: {
    filePath: string;
    data: ArrayBuffer;
    success: () => void;
    fail: (error: unknown) => void;
  }) => void;
}

/** Taro has no file system on Alipay; the platform's own does. */
declare const my: { getFileSystemManager: () => FileSystem; env: { USER_DATA_PATH: string } };

function read(filePath: string, position: number, length: number): Promise<ArrayBuffer> {
  return new Promise((resolve, fail) => {
    const success = ({ data }: ReadAnswer) => resolve(data);
    my.getFileSystemManager().readFile({ filePath, position, length, success, fail });
  });
}

function write(filePath: string, data: ArrayBuffer): Promise<void> {
  return new Promise((success, fail) => {
    my.getFileSystemManager().writeFile({ filePath, data, success, fail });
  });
}

/** A path to one piece of a file: the file itself where it is a single piece, else a copy of that piece. */
export async function pieceOf(
  { content, sizeBytes }: PickedFile,
  number: number,
  pieceBytes: number,
): Promise<string> {
  const path = content as string;
  if (sizeBytes <= pieceBytes) return path;
  const from = number * pieceBytes;
  const length = Math.min(pieceBytes, sizeBytes - from);
  const data = await read(path, from, length);
  // Older phones know no position and read the whole file.
  const piece = data.byteLength > length ? data.slice(from, from + length) : data;
  const copy = `${my.env.USER_DATA_PATH}/dayi-piece`;
  await write(copy, piece);
  return copy;
}
