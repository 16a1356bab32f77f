import { apiAddress } from './request';

type Kind = 'pdf' | 'image' | null;

const whole = (url: string) => (/^https?:/.test(url) ? url : apiAddress(url));

/** A link to a file, made when it is needed: it serves for minutes only. */
export type MakeLink = () => Promise<string>;

/** Lets the browser save the file behind a signed link; the server names it. */
export async function openDownload(makeLink: MakeLink, _kind: Kind): Promise<'opened' | 'copied'> {
  const link = document.createElement('a');
  link.href = whole(await makeLink());
  link.download = '';
  link.rel = 'noopener';
  document.body.appendChild(link);
  link.click();
  link.remove();
  return 'opened';
}

/** Shows a report in a tab of its own; gives the address of a picture that the app itself is to show. */
export async function openPreview(
  makeLink: MakeLink,
  kind: 'pdf' | 'image',
): Promise<string | null> {
  if (kind === 'image') return whole(await makeLink());
  // Opened within the tap, or the browser takes it for an unasked window.
  const tab = window.open('', '_blank');
  try {
    const url = whole(await makeLink());
    if (tab) {
      tab.opener = null;
      tab.location.href = url;
    } else window.location.href = url;
  } catch (error) {
    tab?.close();
    throw error;
  }
  return null;
}
