import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { openScanner } from '../../bff/src/infra/scanner.ts';

const scan = async (setting: string, content: Buffer) =>
  await openScanner({ scan: setting })!(Readable.from([content]));

const command = (program: string) => `${process.execPath} --eval ${program.replace(/\s+/g, '')}`;

/** What clamd does with INSTREAM: reads pieces with their length before them until an empty one. */
async function withClamd<T>(limit: number, work: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((socket) => {
    let seen = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (piece: Buffer) => {
      seen = Buffer.concat([seen, piece]);
      const head = 'zINSTREAM\0';
      if (!seen.subarray(0, head.length).equals(Buffer.from(head))) return;
      let at = head.length;
      const parts: Buffer[] = [];
      while (at + 4 <= seen.length) {
        const length = seen.readUInt32BE(at);
        if (at + 4 + length > seen.length) break;
        at += 4 + length;
        parts.push(seen.subarray(at - length, at));
        const content = Buffer.concat(parts);
        if (content.length > limit) {
          socket.end('INSTREAM size limit exceeded. ERROR\0');
        } else if (length === 0) {
          const isBad = content.includes('EICAR');
          socket.end(isBad ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
        }
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work(`clamd://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
  }
}

test('an installation without the setting has no scanner', () => {
  expect(openScanner({ scan: null })).toBeNull();
});

test.each([
  ['process.stdin.resume()', { found: 'clean', note: null }],
  [
    'process.stdin.resume();console.log("stream:Bad.Thing FOUND");process.exitCode=1',
    { found: 'infected' },
  ],
  ['process.exit(0)', { found: 'clean', note: null }],
])('a command that runs %s says %j', async (program, verdict) => {
  expect(await scan(command(program), Buffer.alloc(3_000_000))).toMatchObject(verdict);
});

test.each([['process.exit(2)'], ['process.kill(process.pid,"SIGKILL")']])(
  'a command that runs %s could not look',
  async (program) => {
    await expect(scan(command(program), Buffer.from('x'))).rejects.toThrow(/scanner ended/);
  },
);

test('a command that is not there could not look', async () => {
  await expect(scan('/nowhere/no-such-scanner', Buffer.from('x'))).rejects.toThrow(/ENOENT/);
});

test.each([
  ['fine', { found: 'clean', note: null }],
  ['EICAR', { found: 'infected', note: 'Eicar-Test-Signature' }],
  ['x'.repeat(200_000), { found: 'skipped', note: null }],
])('clamd is asked by INSTREAM (%#)', async (content, verdict) => {
  const said = await withClamd(100_000, (url) => scan(url, Buffer.from(content)));
  expect(said).toEqual(verdict);
});

test('a clamd that is not there could not look', async () => {
  await expect(scan('clamd://127.0.0.1:1', Buffer.from('x'))).rejects.toThrow(/ECONNREFUSED/);
});
