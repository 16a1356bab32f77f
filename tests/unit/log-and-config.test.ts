import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { readConfig } from '../../bff/src/config.ts';
import { loggerOptions } from '../../bff/src/infra/logger.ts';

test('secrets and personal data never reach the log, at any depth', () => {
  let written = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString();
      done();
    },
  });
  const logger = pino(loggerOptions('info'), sink);
  logger.info(
    { token: 'leak1', user: { phone: 'leak2', more: { idNumber: 'leak3' } }, kept: 'K' },
    'said',
  );
  logger.info({
    headers: { authorization: 'leak4', cookie: 'leak5' },
    body: { password: 'leak6' },
  });
  expect(written).not.toMatch(/leak/);
  expect(written).toContain('"kept":"K"');
  expect(written).toContain('[redacted]');
});

const dataFolder = mkdtempSync(join(tmpdir(), 'dayi-config-'));
const GOOD = {
  DATABASE_URL: 'mysql://app:secret@127.0.0.1:3306/dayi',
  REDIS_URL: 'redis://127.0.0.1:6379',
  DAYI_DATA: dataFolder,
};

test('what is not said has a sensible value, and the signing key is kept', () => {
  const config = readConfig(GOOD);
  expect(config).toMatchObject({ port: 8080, demo: true, poolSize: 10 });
  expect([...config.roles]).toEqual(['web', 'worker', 'ingest']);
  expect(readConfig(GOOD).secret).toBe(config.secret);
  expect(config.secret.length).toBeGreaterThanOrEqual(32);
});

test.each([
  [{ DATABASE_URL: 'postgres://x/y' }, /DATABASE_URL: /],
  [{ DATABASE_URL: undefined }, /DATABASE_URL is not set/],
  [{ REDIS_URL: 'http://x' }, /REDIS_URL: it wants redis:.*Redis Cluster/],
  [{ REDIS_URL: 'redis://a:1,b:2' }, /REDIS_URL: it wants/],
  [{ PORT: '99999' }, /PORT \(99999\): /],
  [{ DAYI_ROLES: 'cook' }, /DAYI_ROLES/],
  [{ NODE_ENV: 'production' }, /DAYI_SECRET is not set/],
  [{ DAYI_SECRET: 'short' }, /DAYI_SECRET: /],
  [{ SMTP_URL: 'smtp://mail:25' }, /MAIL_FROM is not set/],
  [{ MAIL_FROM: 'nobody', SMTP_URL: 'smtp://mail:25' }, /MAIL_FROM/],
  [{ SMTP_URL: 'http://mail', MAIL_FROM: 'a@example.com' }, /SMTP_URL/],
  [{ ALIPAY_APP_ID: '1' }, /ALIPAY_PRIVATE_KEY is not set.*\n.*ALIPAY_PUBLIC_KEY is not set/],
  [{ DAYI_PUBLIC_URL: 'dayi.example' }, /DAYI_PUBLIC_URL/],
  [{ MQTT_URL: 'http://broker' }, /MQTT_URL/],
  [{ DAYI_MQTT_PORT: '99999' }, /DAYI_MQTT_PORT/],
])('%j is refused by name', (change, words) => {
  expect(() => readConfig({ ...GOOD, ...change })).toThrow(words);
});

test('mail and Alipay are off unless set, and links have no doubled slashes', () => {
  expect(readConfig(GOOD)).toMatchObject({ mail: null, alipay: null });
  const mail = { SMTP_URL: 'smtps://u:p@mail:465', MAIL_FROM: 'notice@dayi.example' };
  expect(readConfig({ ...GOOD, ...mail, DAYI_PUBLIC_URL: 'https://dayi.example/' })).toMatchObject({
    mail: { url: mail.SMTP_URL, from: mail.MAIL_FROM },
    publicUrl: 'https://dayi.example',
  });
});

test('several Redis addresses are one cluster', () => {
  const urls = 'redis://:pw@a:7000, redis://:pw@b:7001';
  expect(readConfig({ ...GOOD, REDIS_URL: urls }).redisUrl).toBe(urls);
});

test('a refusal shows neither secrets nor passwords', () => {
  const tell = () =>
    readConfig({ ...GOOD, DATABASE_URL: 'pg://app:hunter2@x', DAYI_SECRET: 'hunter3' });
  expect(tell).toThrow(/DATABASE_URL/);
  expect(tell).not.toThrow(/hunter/);
});
