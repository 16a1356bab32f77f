import { apiAddress } from './request';

/** Lets the browser save the file behind a signed link; the server names it. */
export function openDownload(url: string): Promise<void> {
  const link = document.createElement('a');
  link.href = /^https?:/.test(url) ? url : apiAddress(url);
  link.download = '';
  link.rel = 'noopener';
  document.body.appendChild(link);
  link.click();
  link.remove();
  return Promise.resolve();
}
