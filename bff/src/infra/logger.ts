import { type Logger as PinoLogger, type LoggerOptions, pino, stdTimeFunctions } from 'pino';

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
  // A driver's error carries its statement with all values.
  'sql',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** Structured lines with the time in words, levels by name, secrets left out. */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    redact: { paths: REDACTED, censor: '[redacted]' },
    formatters: { level: (label) => ({ level: label }) },
  };
}

export function createLogger(level: string): Logger {
  return pino(loggerOptions(level));
}
