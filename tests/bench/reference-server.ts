// What the platform's own cost is measured against: a bare Koa route with one indexed SELECT, the same
// pool size, the same number of processes.
import type { AddressInfo } from 'node:net';
import Koa from 'koa';
import { createDatabase } from '../../bff/src/infra/database.ts';

const db = createDatabase(process.env['DATABASE_URL']!, Number(process.env['DAYI_POOL']));
const app = new Koa();

app.use(async (ctx) => {
  const id = ctx.path.split('/').at(-1)!;
  const row: unknown = await db('instruments').where({ id }).first('id', 'name', 'model', 'maker');
  ctx.body = row;
});

const server = app.listen(0, '127.0.0.1', () => {
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => {
  server.close();
  void db.destroy().then(() => process.exit(0));
});
