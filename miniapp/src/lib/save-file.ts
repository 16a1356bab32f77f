/** What the server makes into a file, and the name to save it under. */
export interface ServerFile {
  path: string;
  fileName: string;
}

/** A mini-program keeps no files of these kinds; the screen does not offer them. */
export const canSaveFiles = process.env.TARO_ENV === 'h5';

export function saveFile(_file: ServerFile): Promise<void> {
  return Promise.resolve();
}
