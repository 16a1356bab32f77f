import { ProblemError } from './problem-error';
import { translate } from './i18n';
import { apiAddress, callHeaders } from './request';
import type { PickedFile } from './upload';

export const takesSeveral: boolean = true;

/** Opens the browser's file chooser; resolves with nothing where it is left. */
export function pickFiles(): Promise<PickedFile[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.style.display = 'none';
  document.body.appendChild(input);
  return new Promise((resolve) => {
    const finish = (files: PickedFile[]) => {
      input.remove();
      resolve(files);
    };
    input.onchange = () =>
      finish(
        [...(input.files ?? [])].map((file) => ({
          name: file.name,
          sizeBytes: file.size,
          content: file,
        })),
      );
    input.oncancel = () => finish([]);
    input.click();
  });
}

/** Sends a form with files; `onProgress` is told per cents. */
export function sendFiles(
  path: string,
  fields: Record<string, string>,
  files: PickedFile[],
  onProgress: (percent: number) => void,
): Promise<unknown> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('files', file.content as File, file.name);
  // fetch tells nothing of how far an upload has come.
  const call = new XMLHttpRequest();
  call.open('POST', apiAddress(path));
  for (const [name, value] of Object.entries(callHeaders())) call.setRequestHeader(name, value);
  call.upload.onprogress = ({ loaded, total }) =>
    onProgress(total ? Math.round((loaded / total) * 100) : 0);
  return new Promise((resolve, reject) => {
    call.onload = () => {
      const body = JSON.parse(call.responseText || 'null') as object | null;
      if (call.status < 400) resolve(body);
      else reject(new ProblemError(call.status, body ?? {}));
    };
    call.onerror = () =>
      reject(new ProblemError(0, { code: 'network.away', title: translate('error.away') }));
    call.send(form);
  });
}
