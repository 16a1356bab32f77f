// A bare Koa route that answers every request with the same text.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import Koa from 'koa';

const body = readFileSync(process.env['DAYI_BENCH_BODY']!, 'utf8');
const app = new Koa();
app.use((ctx) => {
  ctx.type = 'json';
  ctx.body = body;
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => {
  server.close();
  process.exit(0);
});
