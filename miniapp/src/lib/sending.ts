import { ProblemError } from './problem-error';

export interface PickedFile {
  name: string;
  sizeBytes: number;
  /** A path on the phone, or a file of the browser. */
  content: unknown;
}

/** A file that the server has whole. */
export interface SentFile {
  uploadId: string;
  sha256: string | null;
}

/** Told while a file is on its way. */
export interface SendingWatch {
  onProgress: (bytes: number) => void;
  /** The line is away; it is tried again by itself. */
  onWaiting: (isWaiting: boolean) => void;
  onDone: (sent: SentFile) => void;
  onFailed: (error: unknown) => void;
}

export interface Sending {
  /** Goes on from where the server stands. */
  start: () => void;
  pause: () => void;
  /** Gives it up, here and on the server. */
  drop: () => void;
}

/**
 * What a half-sent file is found again by. One upload serves one delivery: the same file for another
 * booking is another upload.
 */
export function placeName(
  userId: string,
  bookingId: string,
  { name, size, lastModified }: { name: string; size: number; lastModified: number },
): string {
  return ['dayi', userId, bookingId, name, size, lastModified].join(':');
}

const waits = [1_000, 2_000, 4_000, 8_000, 15_000];

/** How long to wait before the next try, longer each time. */
export function waitBeforeTry(tries: number): number {
  return waits[Math.min(tries, waits.length - 1)] ?? 15_000;
}

/** A line that is away, a server that is busy or a token that ran out: the next try may do. */
export function isWorthTrying(error: unknown): boolean {
  if (!(error instanceof ProblemError)) return false;
  const { status } = error;
  return status === 0 || status >= 500 || [401, 409, 423, 429].includes(status);
}

interface Line {
  /** One try: sends until all is there; rejects where it breaks off. Null where it is no longer wanted. */
  send: (isWanted: () => boolean) => Promise<SentFile | null>;
  stop: () => void;
  forget: () => void;
}

/** Tries again for as long as it takes, from where the server stands, until it is paused or refused. */
export function keepSending(line: Line, watch: SendingWatch): Sending {
  // Grows with every start and pause: a try of an earlier turn says nothing any more.
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = async (mine: number, tries: number) => {
    const isWanted = () => mine === turn;
    try {
      const sent = await line.send(isWanted);
      if (sent === null || !isWanted()) return;
      watch.onWaiting(false);
      watch.onDone(sent);
    } catch (error) {
      if (!isWanted()) return;
      if (!isWorthTrying(error)) {
        watch.onFailed(error);
        return;
      }
      watch.onWaiting(true);
      timer = setTimeout(() => void run(mine, tries + 1), waitBeforeTry(tries));
    }
  };
  const pause = () => {
    turn += 1;
    clearTimeout(timer);
    line.stop();
  };
  return {
    start: () => {
      pause();
      void run(turn, 0);
    },
    pause,
    drop: () => {
      pause();
      line.forget();
    },
  };
}
