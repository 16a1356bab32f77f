import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { MINUTE } from './clock.ts';

/** `skipped`: the scanner does not take files of this size. */
export interface Verdict {
  found: 'clean' | 'infected' | 'skipped';
  /** What was found, in the scanner's words. */
  note: string | null;
}

/** Looks for viruses in a file; throws where it could not look. */
export type Scanner = (content: Readable) => Promise<Verdict>;

const SILENCE_MS = 10 * MINUTE;
const LONGEST_MS = 60 * MINUTE;
const LONGEST_REPORT = 10_000;
const LONGEST_NOTE = 200;
const SIZE_LIMIT = /size limit exceeded|file size limit/i;

const verdict = (found: Verdict['found'], note: string | null): Verdict => ({
  found,
  note: note === null ? null : note.trim().slice(0, LONGEST_NOTE),
});

/** `stream: Eicar-Signature FOUND`, as clamd and clamdscan both say it. */
function nameOf(report: string): string {
  return /:\s*(.+?)\s+FOUND/.exec(report)?.[1] ?? report.trim().split('\n')[0] ?? '';
}

/**
 * A command that reads the file from its standard input and ends with 0 (clean) or 1 (infected), as
 * `clamdscan --no-summary -` and `clamscan -` do; any other end means that it could not look.
 */
function commandScanner(line: string): Scanner {
  const [program = '', ...args] = line.split(/\s+/).filter((word) => word !== '');
  return async (content) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const tooLong = setTimeout(() => child.kill(), LONGEST_MS);
    let report = '';
    const hear = (text: string) => {
      if (report.length < LONGEST_REPORT) report += text;
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
    const ended = once(child, 'close') as Promise<[code: number | null]>;
    // A scanner that has seen enough closes its ear before the end of the file.
    const sent = pipeline(content, child.stdin).catch(() => undefined);
    const [code] = await ended.finally(() => {
      clearTimeout(tooLong);
      content.destroy();
    });
    await sent;
    if (SIZE_LIMIT.test(report)) return verdict('skipped', null);
    if (code === 0) return verdict('clean', null);
    if (code === 1) return verdict('infected', nameOf(report));
    throw new Error(`the scanner ended with ${String(code)}: ${report.slice(0, 300)}`);
  };
}

/** Pieces with their length before them, and an empty one at the end: clamd's INSTREAM. */
function framed(): Transform {
  const lengthOf = (bytes: number) => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(bytes);
    return head;
  };
  return new Transform({
    transform(piece: Buffer, _encoding, done) {
      this.push(lengthOf(piece.length));
      done(null, piece);
    },
    flush(done) {
      done(null, lengthOf(0));
    },
  });
}

function clamdScanner(address: URL): Scanner {
  return async (content) => {
    const socket =
      address.hostname === ''
        ? connect(address.pathname)
        : connect(Number(address.port || 3310), address.hostname);
    socket.setTimeout(SILENCE_MS, () => socket.destroy(new Error('the scanner is silent')));
    let report = '';
    socket.setEncoding('utf8').on('data', (text: string) => {
      report += text;
    });
    try {
      const answered = once(socket, 'end');
      // Heard of below, unless the line never came to be.
      answered.catch(() => undefined);
      await once(socket, 'connect');
      socket.write('zINSTREAM\0');
      // Where a file is too large it answers and hangs up in the midst of it.
      const sent = pipeline(content, framed(), socket, { end: false }).catch(() => undefined);
      await answered;
      content.destroy();
      await sent;
    } finally {
      socket.destroy();
    }
    const said = report.replace(/\0/g, '').trim();
    if (SIZE_LIMIT.test(said)) return verdict('skipped', null);
    if (said.endsWith('OK')) return verdict('clean', null);
    if (said.endsWith('FOUND')) return verdict('infected', nameOf(said));
    throw new Error(`the scanner said ${said.slice(0, 300)}`);
  };
}

/** The scanner that the one setting names: a command, or `clamd://host:port`, `clamd:///socket`. */
export function openScanner({ scan }: Pick<Config, 'scan'>): Scanner | null {
  if (scan === null) return null;
  return scan.startsWith('clamd:') ? clamdScanner(new URL(scan)) : commandScanner(scan);
}
