import { pino, type Logger as PinoLogger, stdTimeFunctions } from 'pino';

export type Logger = PinoLogger;

/** Where secrets and personal data may stand in a logged object. */
const REDACTED = [
  'token',
  'refreshToken',
  'authorization',
  'cookie',
  'password',
  'secret',
  'ticket',
  'authCode',
  'phone',
  'idNumber',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

export function createLogger(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
  });
}
