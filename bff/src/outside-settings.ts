import { z } from 'zod';
import { ConfigError } from './config-error.ts';

/** Ways out of the app, mail and Alipay's messages, and the sensors' way in. */
export const outsideShape = {
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.email().optional(),
  ALIPAY_APP_ID: z.string().optional(),
  ALIPAY_PRIVATE_KEY: z.string().optional(),
  ALIPAY_PUBLIC_KEY: z.string().optional(),
  ALIPAY_GATEWAY: z.url().default('https://openapi.alipay.com/gateway.do'),
  ALIPAY_NOTICE_TEMPLATE: z.string().optional(),
  DAYI_MQTT_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  MQTT_URL: z.url({ protocol: /^(mqtts?|wss?)$/ }).optional(),
  MQTT_SHARED: z
    .enum(['0', '1'])
    .default('0')
    .transform((value) => value === '1'),
};

/** A broker elsewhere, or the port of the one in this process; the usual one gives way where it is taken. */
export type MqttSettings =
  | {
      readonly url: string;
      /** The broker shares messages out between nodes; otherwise they agree among themselves who hears what. */
      readonly isShared: boolean;
    }
  | { readonly port: number; readonly isChosen: boolean };

const USUAL_MQTT_PORT = 1883;

export interface MailSettings {
  readonly url: string;
  readonly from: string;
}

/** An app of Alipay's open platform; keys as PEM or the bare base64 of its console. */
export interface AlipaySettings {
  readonly appId: string;
  readonly privateKey: string;
  readonly alipayPublicKey: string;
  readonly gatewayUrl: string;
  /** Null where the app may send no messages. */
  readonly noticeTemplate: string | null;
}

type Given = z.output<z.ZodObject<typeof outsideShape>>;

/** Settings that only serve together: none of them, or all. @throws ConfigError */
function together<K extends keyof Given>(
  settings: Given,
  names: readonly K[],
): { [N in K]: NonNullable<Given[N]> } | null {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length === names.length) return null;
  if (missing.length > 0) {
    const lines = missing.map((name) => `  ${name} is not set (others of its kind are)`);
    throw new ConfigError(`Wrong configuration:\n${lines.join('\n')}`);
  }
  return settings as { [N in K]: NonNullable<Given[N]> };
}

export function mqttOf({
  MQTT_URL: url,
  MQTT_SHARED: isShared,
  DAYI_MQTT_PORT: port,
}: Given): MqttSettings {
  if (url !== undefined) return { url, isShared };
  return { port: port ?? USUAL_MQTT_PORT, isChosen: port !== undefined };
}

/** @throws ConfigError where only a part of it is set */
export function mailOf(settings: Given): MailSettings | null {
  const mail = together(settings, ['SMTP_URL', 'MAIL_FROM']);
  return mail === null ? null : { url: mail.SMTP_URL, from: mail.MAIL_FROM };
}

/** @throws ConfigError where only a part of it is set */
export function alipayOf(settings: Given): AlipaySettings | null {
  const names = ['ALIPAY_APP_ID', 'ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY'] as const;
  const app = together(settings, names);
  if (app === null) return null;
  return {
    appId: app.ALIPAY_APP_ID,
    privateKey: app.ALIPAY_PRIVATE_KEY,
    alipayPublicKey: app.ALIPAY_PUBLIC_KEY,
    gatewayUrl: settings.ALIPAY_GATEWAY,
    noticeTemplate: settings.ALIPAY_NOTICE_TEMPLATE ?? null,
  };
}
