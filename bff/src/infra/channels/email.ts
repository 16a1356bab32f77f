import type { Language } from '@dayi/shared/problems';
import { cleanLine, cleanText } from '@dayi/shared/plain-text';
import { createTransport } from 'nodemailer';
import { SECOND } from '../clock.ts';
import { type Channel, type Message, PREFERENCES_PAGE, Undeliverable } from './channel.ts';

const TIMEOUTS = {
  connectionTimeout: 10 * SECOND,
  greetingTimeout: 10 * SECOND,
  socketTimeout: 20 * SECOND,
};

const WORDS = {
  'zh-CN': {
    open: '打开大仪查看',
    choose: '通知设置',
    why: '您收到这封邮件，是因为在大仪填了这个邮箱。',
  },
  en: {
    open: 'Open in Dayi',
    choose: 'Notice settings',
    why: 'You get this mail because you gave Dayi this address.',
  },
} as const satisfies Record<Language, unknown>;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** Tables and inline styles only: mail programs know little more. */
function htmlOf(message: Message, link: string, choices: string): string {
  const words = WORDS[message.language];
  const body = escapeHtml(cleanText(message.body)).replaceAll('\n', '<br>');
  return [
    `<!doctype html><html lang="${message.language}"><body style="margin:0;background:#f1f4f5">`,
    '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">',
    '<table role="presentation" width="560" cellpadding="24" cellspacing="0" style="max-width:100%">',
    '<tr><td style="background:#ffffff;border:1px solid #dae0e4;color:#13202a;font:14px/20px sans-serif">',
    `<p style="font-size:16px;line-height:24px;font-weight:600;margin:0 0 8px" dir="auto">${escapeHtml(cleanLine(message.title))}</p>`,
    `<p style="margin:0 0 16px" dir="auto">${body}</p>`,
    `<p style="margin:0"><a href="${escapeHtml(link)}" style="color:#0b5568">${words.open}</a></p>`,
    '</td></tr><tr><td style="color:#5c6874;font:12px/16px sans-serif">',
    `${words.why} <a href="${escapeHtml(choices)}" style="color:#5c6874">${words.choose}</a>`,
    '</td></tr></table></td></tr></table></body></html>',
  ].join('\n');
}

function textOf(message: Message, link: string, choices: string): string {
  const words = WORDS[message.language];
  return [
    cleanLine(message.title),
    '',
    cleanText(message.body),
    '',
    `${words.open}: ${link}`,
    '',
    '-- ',
    words.why,
    `${words.choose}: ${choices}`,
    '',
  ].join('\n');
}

/** The mailbox itself was refused, or the mail for what it says; a full box or a busy server is not that. */
function isFinal(error: unknown): boolean {
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
}

/** Mail by SMTP. `url` as `smtp://user:password@host:587` or `smtps://…`, `from` as a mail address. */
export function emailChannel(settings: { url: string; from: string; appUrl: string }): Channel {
  const transport = createTransport({
    url: settings.url,
    ...TIMEOUTS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const host = settings.from.split('@').at(-1) ?? 'dayi';
  const pageAt = (page: string) => `${settings.appUrl}/#${page}`;
  return {
    send: async (message) => {
      const link = pageAt(message.page);
      const choices = pageAt(PREFERENCES_PAGE);
      try {
        await transport.sendMail({
          from: { name: message.language === 'en' ? 'Dayi' : '大仪', address: settings.from },
          // As an object it is one address, whatever stands in it.
          to: { name: '', address: message.to },
          subject: cleanLine(message.title),
          text: textOf(message, link, choices),
          html: htmlOf(message, link, choices),
          messageId: `<${message.id}@${host}>`,
          headers: {
            'Auto-Submitted': 'auto-generated',
            'Content-Language': message.language,
            ...(message.leaveUrl === null
              ? {}
              : {
                  'List-Unsubscribe': `<${message.leaveUrl}>`,
                  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
                }),
          },
        });
      } catch (error) {
        if (isFinal(error)) throw new Undeliverable(String(error), { cause: error });
        throw error;
      }
    },
  };
}
