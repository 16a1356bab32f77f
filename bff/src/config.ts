import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { ConfigError } from './config-error.ts';
import {
  type AlipaySettings,
  alipayOf,
  mailOf,
  type MailSettings,
  mqttOf,
  type MqttSettings,
  outsideShape,
} from './outside-settings.ts';

export { ConfigError } from './config-error.ts';

const SECRET_LENGTH = 32;
const GIGABYTE = 1024 ** 3;

const flag = z.enum(['0', '1']).transform((value) => value === '1');

const Role = z.enum(['web', 'worker', 'ingest']);

const RedisAddress = z.url({ protocol: /^rediss?$/ });

const isRedisAddress = (url: string) => RedisAddress.safeParse(url.trim()).success;

/** `local`, or `s3://bucket?endpoint=https://…&region=…`. */
const StorageAddress = z.string().refine((text) => text === 'local' || isBucket(text), {
  error: 'it wants local, or s3://bucket?endpoint=https://host&region=name',
});

function isBucket(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const endpoint = url.searchParams.get('endpoint');
  const isWeb = endpoint === null || /^https?:\/\/[^/]/.test(endpoint);
  return url.protocol === 's3:' && url.hostname !== '' && isWeb;
}

const Settings = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  HOST: z.string().default('127.0.0.1'),
  DATABASE_URL: z
    .url({ protocol: /^(mysql|mariadb)$/ })
    .refine((url) => !URL.canParse(url) || new URL(url).pathname.length > 1, {
      error: 'it names no database',
    }),
  REDIS_URL: z.string().refine((urls) => urls.split(',').every(isRedisAddress), {
    error: 'it wants redis://host:port, or several of them with commas between for a Redis Cluster',
  }),
  DAYI_DATA: z.string().min(1).default('.dayi'),
  DAYI_DEMO: flag.optional(),
  DAYI_ROLES: z
    .string()
    .default('web,worker,ingest')
    .transform((text) => text.split(',').map((role) => role.trim()))
    .pipe(z.array(Role).min(1)),
  DAYI_SECRET: z.string().min(SECRET_LENGTH).optional(),
  DAYI_H5: z.string().default('miniapp/dist/h5'),
  DAYI_POOL: z.coerce.number().int().min(3).max(200).default(10),
  DAYI_SEARCH_CACHE_MS: z.coerce.number().int().min(0).max(60_000).default(1_000),
  DAYI_RATE_PER_MINUTE: z.coerce.number().int().min(100).default(60_000),
  DAYI_TRUST_PROXY: flag.default(false),
  DAYI_STORAGE: StorageAddress.default('local'),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  DAYI_UPLOAD_GB: z.coerce.number().positive().max(5_000).default(20),
  DAYI_UPLOAD_HOURS: z.coerce.number().int().min(1).max(720).default(48),
  DAYI_SCAN: z
    .string()
    .refine(
      (text) => !text.startsWith('clamd:') || /^clamd:\/\/([\w.-]+(:\d+)?|\/\S+)$/.test(text),
      {
        error:
          'it wants a command that reads a file, or clamd://host:port, or clamd:///path/to/socket',
      },
    )
    .optional(),
  DAYI_KEEP_RESULTS_DAYS: z.coerce.number().int().min(31).max(36_500).default(1_095),
  DAYI_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  ...outsideShape,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

/** A bucket of a store that speaks S3. */
export interface S3Place {
  readonly kind: 's3';
  readonly bucket: string;
  /** Undefined is Amazon's own. */
  readonly endpoint: string | undefined;
  readonly region: string;
  readonly keys: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined;
}

export interface Config {
  readonly environment: 'development' | 'production' | 'test';
  readonly port: number;
  readonly host: string;
  readonly databaseUrl: string;
  /** One address, or several of one Redis Cluster with commas between. */
  readonly redisUrl: string;
  /** Keeps two installations apart that share one Redis; the name of the database. */
  readonly namespace: string;
  readonly dataFolder: string;
  readonly h5Folder: string;
  readonly demo: boolean;
  readonly roles: ReadonlySet<'web' | 'worker' | 'ingest'>;
  readonly secret: string;
  readonly poolSize: number;
  /** How long an answered search may be given again, in milliseconds; 0 for never. */
  readonly searchCacheMs: number;
  /** Requests that one client may make; sign-ins are a hundredth of it. */
  readonly ratePerMinute: number;
  readonly trustProxy: boolean;
  /** Where files of results lie: in the data folder, or in a bucket. */
  readonly storage: S3Place | { readonly kind: 'local' };
  /** The largest file that may be uploaded, in bytes. */
  readonly uploadBytes: number;
  /** How long an upload may take until it has been delivered. */
  readonly uploadHours: number;
  /** Looks for viruses: a command that reads the file, or `clamd://host:port`; null where nothing does. */
  readonly scan: string | null;
  /** How long files of results are kept where their instrument says nothing. */
  readonly keepResultsDays: number;
  readonly logLevel: string;
  /** Where people reach the app, for links in mails and calendars; without a slash at its end. */
  readonly publicUrl: string;
  /** Null where no mail goes out. */
  readonly mail: MailSettings | null;
  readonly alipay: AlipaySettings | null;
  readonly mqtt: MqttSettings;
}

/**
 * Tokens stay valid over a restart: without DAYI_SECRET the key is kept in the data folder. It appears
 * there whole or not at all, so that two processes starting at once read the same one.
 */
function keptSecret(dataFolder: string): string {
  const file = join(dataFolder, 'secret');
  mkdirSync(dataFolder, { recursive: true });
  if (!existsSync(file)) {
    const fresh = `${file}.${String(process.pid)}`;
    writeFileSync(fresh, randomBytes(48).toString('base64url'), { mode: 0o600 });
    try {
      linkSync(fresh, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    } finally {
      unlinkSync(fresh);
    }
  }
  const secret = readFileSync(file, 'utf8');
  if (secret.length < SECRET_LENGTH) {
    throw new ConfigError(`Wrong configuration:\n  ${file} holds no whole key; delete it`);
  }
  return secret;
}

function storagePlace(settings: z.output<typeof Settings>): Config['storage'] {
  if (settings.DAYI_STORAGE === 'local') return { kind: 'local' };
  const url = new URL(settings.DAYI_STORAGE);
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = settings;
  return {
    kind: 's3',
    bucket: url.hostname,
    endpoint: url.searchParams.get('endpoint') ?? undefined,
    region: url.searchParams.get('region') ?? 'us-east-1',
    keys:
      accessKeyId === undefined || secretAccessKey === undefined
        ? undefined
        : { accessKeyId, secretAccessKey },
  };
}

/**
 * Reads the settings from the environment once; nothing else reads it.
 * @throws ConfigError naming each variable that is wrong.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = Settings.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value =
        name.includes('SECRET') || name.includes('URL') ? '' : ` (${String(given[name])})`;
      return given[name] === undefined
        ? `  ${name} is not set`
        : `  ${name}${value}: ${issue.message}`;
    });
    throw new ConfigError(`Wrong configuration:\n${lines.join('\n')}`);
  }
  const settings = parsed.data;
  if (settings.NODE_ENV === 'production' && settings.DAYI_SECRET === undefined) {
    throw new ConfigError('Wrong configuration:\n  DAYI_SECRET is not set (needed in production)');
  }
  const dataFolder = resolve(settings.DAYI_DATA);
  return Object.freeze({
    environment: settings.NODE_ENV,
    port: settings.PORT,
    host: settings.HOST,
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    namespace: new URL(settings.DATABASE_URL).pathname.slice(1),
    dataFolder,
    h5Folder: resolve(settings.DAYI_H5),
    demo: settings.DAYI_DEMO ?? settings.NODE_ENV !== 'production',
    roles: new Set(settings.DAYI_ROLES),
    secret: settings.DAYI_SECRET ?? keptSecret(dataFolder),
    poolSize: settings.DAYI_POOL,
    searchCacheMs: settings.DAYI_SEARCH_CACHE_MS,
    ratePerMinute: settings.DAYI_RATE_PER_MINUTE,
    trustProxy: settings.DAYI_TRUST_PROXY,
    storage: storagePlace(settings),
    uploadBytes: Math.floor(settings.DAYI_UPLOAD_GB * GIGABYTE),
    uploadHours: settings.DAYI_UPLOAD_HOURS,
    scan: settings.DAYI_SCAN ?? null,
    keepResultsDays: settings.DAYI_KEEP_RESULTS_DAYS,
    logLevel: settings.LOG_LEVEL,
    publicUrl: (settings.DAYI_PUBLIC_URL ?? `http://127.0.0.1:${String(settings.PORT)}`).replace(
      /\/+$/,
      '',
    ),
    mail: mailOf(settings),
    alipay: alipayOf(settings),
    mqtt: mqttOf(settings),
  });
}
