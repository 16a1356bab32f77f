import {
  createPrivateKey,
  createPublicKey,
  createSign,
  createVerify,
  type KeyObject,
} from 'node:crypto';
import { DateTime } from 'luxon';
import { ConfigError } from '../config-error.ts';
import type { AlipaySettings } from '../outside-settings.ts';
import { type Clock, SECOND } from './clock.ts';

export interface GatewayAnswer {
  code?: string;
  msg?: string;
  sub_code?: string;
  sub_msg?: string;
  [field: string]: unknown;
}

/** The gateway answered, and said no. */
export class GatewayRefusal extends Error {
  override name = 'GatewayRefusal';
  readonly code: string;
  readonly subCode: string;

  constructor(answer: GatewayAnswer) {
    super([answer.code, answer.sub_code ?? answer.msg, answer.sub_msg].filter(Boolean).join(' '));
    this.code = answer.code ?? '';
    this.subCode = answer.sub_code ?? '';
  }
}

const TIMEOUT_MS = 10 * SECOND;

const pem = (key: string, kind: 'PRIVATE' | 'PUBLIC') =>
  key.includes('-----')
    ? key
    : `-----BEGIN ${kind} KEY-----\n${key.replace(/(.{64})/g, '$1\n')}\n-----END ${kind} KEY-----`;

/** What is signed of a request: every parameter that is not empty, sorted, as `name=value` (RSA2). */
export function signedText(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .filter(([name, value]) => name !== 'sign' && value !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** The answer is signed as it came over the line, so it is cut out of the text, not written anew. */
function cutAnswer(text: string, name: string): string {
  const from = text.indexOf(`"${name}":`) + name.length + 3;
  return text.slice(from, text.lastIndexOf('}', text.lastIndexOf('"sign"')) + 1);
}

/**
 * Alipay's open platform over its own HTTP interface: form in, signed JSON out, both signed by
 * RSA with SHA-256 (its "RSA2").
 */
export class AlipayGateway {
  private readonly settings: AlipaySettings;
  private readonly clock: Clock;
  private readonly privateKey: KeyObject;
  private readonly alipayKey: KeyObject;

  constructor(settings: AlipaySettings, clock: Clock) {
    this.settings = settings;
    this.clock = clock;
    try {
      this.privateKey = createPrivateKey(pem(settings.privateKey, 'PRIVATE'));
      this.alipayKey = createPublicKey(pem(settings.alipayPublicKey, 'PUBLIC'));
    } catch (error) {
      const which = 'ALIPAY_PRIVATE_KEY or ALIPAY_PUBLIC_KEY';
      throw new ConfigError(`Wrong configuration:\n  ${which} holds no RSA key`, { cause: error });
    }
  }

  private sign(params: Record<string, string>): string {
    return createSign('RSA-SHA256').update(signedText(params)).sign(this.privateKey, 'base64');
  }

  private isFromAlipay(text: string, name: string, signature: string): boolean {
    return createVerify('RSA-SHA256')
      .update(cutAnswer(text, name))
      .verify(this.alipayKey, signature, 'base64');
  }

  /**
   * Calls a method. @throws GatewayRefusal where it says no, Error where nothing, or not Alipay, answers.
   */
  async call(method: string, own: Record<string, string>): Promise<GatewayAnswer> {
    const params: Record<string, string> = {
      app_id: this.settings.appId,
      method,
      format: 'JSON',
      charset: 'utf-8',
      sign_type: 'RSA2',
      timestamp: DateTime.fromJSDate(this.clock.now(), { zone: 'Asia/Shanghai' }).toFormat(
        'yyyy-MM-dd HH:mm:ss',
      ),
      version: '1.0',
      ...own,
    };
    const response = await fetch(this.settings.gatewayUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' },
      body: new URLSearchParams({ ...params, sign: this.sign(params) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`the Alipay gateway answered ${response.status}`);
    const parsed = JSON.parse(text) as Record<string, unknown>;
    const name = `${method.replaceAll('.', '_')}_response`;
    const signature = parsed['sign'];
    const isSigned =
      typeof signature === 'string' && name in parsed && this.isFromAlipay(text, name, signature);
    const answer = (parsed[name] ?? parsed['error_response']) as GatewayAnswer | undefined;
    // A request that the gateway cannot read it refuses unsigned; nothing is done on the word of that.
    const isRefused = answer?.code !== undefined && answer.code !== '10000';
    if (!isSigned && !isRefused) throw new Error('the answer is not signed by Alipay');
    if (answer === undefined || isRefused) throw new GatewayRefusal(answer ?? {});
    return answer;
  }
}
