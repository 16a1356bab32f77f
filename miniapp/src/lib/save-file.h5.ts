import { ProblemError } from './problem-error';
import { apiAddress, callHeaders, lineAway, withLaterToken } from './request';
import type { ServerFile } from './save-file';

export const canSaveFiles = process.env.TARO_ENV === 'h5';

/** Fetches a file that only its reader may have, and lets the browser save it. */
export async function saveFile({ path, fileName }: ServerFile): Promise<void> {
  const ask = () =>
    fetch(apiAddress(path), { headers: callHeaders() }).catch(() => {
      throw lineAway();
    });
  const answer = await withLaterToken(ask);
  if (!answer.ok) {
    throw new ProblemError(answer.status, (await answer.json()) as { code?: string });
  }
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.appendChild(link);
  link.click();
  link.remove();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
