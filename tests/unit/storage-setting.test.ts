import { ConfigError, readConfig } from '../../bff/src/config.ts';

const read = (more: Record<string, string>) =>
  readConfig({
    DATABASE_URL: 'mysql://u:p@localhost/d',
    REDIS_URL: 'redis://localhost',
    DAYI_SECRET: 'a secret of the tests, long enough to sign with',
    ...more,
  });

test('files lie in the data folder unless told otherwise', () => {
  expect(read({})).toMatchObject({
    storage: { kind: 'local' },
    scan: null,
    uploadBytes: 20 * 1024 ** 3,
    uploadHours: 48,
    keepResultsDays: 1_095,
  });
});

test('a bucket is named with its endpoint, its region and keys', () => {
  const { storage } = read({
    DAYI_STORAGE: 's3://results?endpoint=https://s3.example.cn&region=cn-east-1',
    AWS_ACCESS_KEY_ID: 'K',
    AWS_SECRET_ACCESS_KEY: 'S',
  });
  expect(storage).toEqual({
    kind: 's3',
    bucket: 'results',
    endpoint: 'https://s3.example.cn',
    region: 'cn-east-1',
    keys: { accessKeyId: 'K', secretAccessKey: 'S' },
  });
  expect(read({ DAYI_STORAGE: 's3://results' }).storage).toMatchObject({ keys: undefined });
});

test.each([
  ['DAYI_STORAGE', '/var/files'],
  ['DAYI_STORAGE', 's3://'],
  ['DAYI_STORAGE', 's3://results?endpoint=s3.example.cn'],
  ['DAYI_SCAN', 'clamd:nowhere:x'],
  ['DAYI_UPLOAD_GB', '0'],
  ['DAYI_UPLOAD_HOURS', 'soon'],
  ['DAYI_KEEP_RESULTS_DAYS', '7'],
])('%s=%s is told wrong', (name, value) => {
  expect(() => read({ [name]: value })).toThrow(ConfigError);
  expect(() => read({ [name]: value })).toThrow(name);
});
