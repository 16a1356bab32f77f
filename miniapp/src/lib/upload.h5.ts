import { Upload, defaultOptions } from 'tus-js-client';
import type { DetailedError } from 'tus-js-client';
import { pathOf } from '@dayi/shared/routes/index';
import { ProblemError } from './problem-error';
import { apiAddress, callHeaders, lineAway, request } from './request';
import { keepSending, placeName } from './sending';
import type { PickedFile, Sending, SendingWatch, SentFile } from './sending';
import { currentSession } from './session';

const MEGABYTE = 1024 * 1024;
/** One request carries this much: less is lost with a broken line, and no proxy finds it too large. */
const PIECE_BYTES = 32 * MEGABYTE;
/** The browser hashes whole files only, in memory. */
const HASHED_BYTES = 64 * MEGABYTE;

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

/** What is declared beforehand, so that a file that changes on the way is refused. */
async function hashOf(file: File): Promise<string | null> {
  // Only https and this machine itself have it.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!subtle || file.size > HASHED_BYTES) return null;
  const bytes = new Uint8Array(await subtle.digest('SHA-256', await file.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function problemOf(error: Error | DetailedError): ProblemError {
  const response = 'originalResponse' in error ? error.originalResponse : null;
  if (!response || response.getStatus() === 0) return lineAway();
  try {
    return new ProblemError(response.getStatus(), JSON.parse(response.getBody()) as object);
  } catch {
    return new ProblemError(response.getStatus(), {});
  }
}

const uploadIdOf = (url: string | null) => url?.split('/').pop() ?? '';

/** Sends one file by tus; after a reload the same file goes on where it stood. */
export function sendFile(picked: PickedFile, bookingId: string, watch: SendingWatch): Sending {
  const file = picked.content as File;
  const userId = currentSession()?.user.id ?? '';
  let settle: { done: () => void; failed: (error: unknown) => void } | null = null;
  const upload = new Upload(file, {
    endpoint: new URL(apiAddress(pathOf('createUpload')), window.location.href).href,
    chunkSize: PIECE_BYTES,
    // Trying again is ours: a phone may be without a line for an hour.
    retryDelays: null,
    metadata: { filename: picked.name, filetype: file.type },
    fingerprint: () => Promise.resolve(placeName(userId, bookingId, file)),
    onBeforeRequest: (call) => {
      for (const [name, value] of Object.entries(callHeaders())) call.setHeader(name, value);
    },
    onProgress: (sent) => {
      watch.onWaiting(false);
      watch.onProgress(sent);
    },
    onSuccess: () => settle?.done(),
    onError: (error) => settle?.failed(problemOf(error)),
  });

  const forgetPlace = async () => {
    for (const { urlStorageKey } of await upload.findPreviousUploads()) {
      await defaultOptions.urlStorage.removeUpload(urlStorageKey);
    }
  };
  const once = () =>
    new Promise<void>((done, failed) => {
      settle = { done, failed };
      upload.start();
    });
  const prepare = async () => {
    // A token that ran out is renewed by this: with an old one the server's place would be lost.
    await request('getMe', {});
    if (upload.url !== null) return;
    const [earlier] = await upload.findPreviousUploads();
    if (earlier) upload.resumeFromPreviousUpload(earlier);
    const sha256 = await hashOf(file);
    if (sha256 !== null) upload.options.metadata = { ...upload.options.metadata, sha256 };
  };
  const send = async (isWanted: () => boolean): Promise<SentFile | null> => {
    await prepare();
    if (!isWanted()) return null;
    await once();
    const { id, state, sha256 } = await request('readUpload', {
      params: { id: uploadIdOf(upload.url) },
    });
    if (state !== 'used') return { uploadId: id, sha256 };
    // The same file was delivered before: this one is to be another delivery's.
    await forgetPlace();
    upload.url = null;
    return await send(isWanted);
  };
  return keepSending(
    {
      send,
      stop: () => void upload.abort(),
      forget: () => {
        const id = uploadIdOf(upload.url);
        if (id) void request('dropUpload', { params: { id } }).catch(() => null);
        void forgetPlace();
      },
    },
    watch,
  );
}
