import { useEffect, useRef, useState } from 'react';
import { sendFile } from '../../lib/upload';
import type { PickedFile, Sending } from '../../lib/sending';

export type UploadState = 'sending' | 'waiting' | 'paused' | 'failed' | 'whole';

/** A file on its way to the server. */
export interface UploadItem {
  key: string;
  name: string;
  sizeBytes: number;
  sentBytes: number;
  state: UploadState;
  uploadId: string | null;
  sha256: string | null;
  error: unknown;
}

/** Files that go up while the rest of the form is filled in; leaving the page pauses them. */
export function useUploads(bookingId: string) {
  const [items, setItems] = useState<UploadItem[]>([]);
  const sendings = useRef(new Map<string, Sending>());
  const count = useRef(0);

  const change = (key: string, to: Partial<UploadItem>) =>
    setItems((kept) => kept.map((item) => (item.key === key ? { ...item, ...to } : item)));

  useEffect(() => {
    const all = sendings.current;
    return () => all.forEach((sending) => sending.pause());
  }, []);

  const begin = (file: PickedFile) => {
    count.current += 1;
    const key = String(count.current);
    const { name, sizeBytes } = file;
    const sending = sendFile(file, bookingId, {
      onProgress: (sentBytes) => change(key, { sentBytes }),
      onWaiting: (isWaiting) =>
        setItems((kept) =>
          kept.map((item) =>
            item.key === key && (item.state === 'sending' || item.state === 'waiting')
              ? { ...item, state: isWaiting ? 'waiting' : 'sending' }
              : item,
          ),
        ),
      onDone: ({ uploadId, sha256 }) =>
        change(key, { state: 'whole', sentBytes: sizeBytes, uploadId, sha256 }),
      onFailed: (error) => change(key, { state: 'failed', error }),
    });
    sendings.current.set(key, sending);
    const item: UploadItem = {
      key,
      name,
      sizeBytes,
      sentBytes: 0,
      state: 'sending',
      uploadId: null,
      sha256: null,
      error: null,
    };
    setItems((kept) => [...kept, item]);
    sending.start();
  };

  return {
    items,
    isWhole: items.length > 0 && items.every(({ state }) => state === 'whole'),
    uploadIds: items.flatMap(({ uploadId }) => (uploadId === null ? [] : [uploadId])),
    add: (files: PickedFile[]) => files.forEach(begin),
    pause: (key: string) => {
      sendings.current.get(key)?.pause();
      change(key, { state: 'paused' });
    },
    resume: (key: string) => {
      change(key, { state: 'sending', error: null });
      sendings.current.get(key)?.start();
    },
    remove: (key: string) => {
      sendings.current.get(key)?.drop();
      sendings.current.delete(key);
      setItems((kept) => kept.filter((item) => item.key !== key));
    },
  };
}
