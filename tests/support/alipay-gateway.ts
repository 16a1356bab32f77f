import { createSign, createVerify, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signedText } from '../../bff/src/infra/alipay-gateway.ts';
import type { AlipaySettings } from '../../bff/src/outside-settings.ts';

const newKeys = () =>
  generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

/** As Alipay's console shows a key: the base64 alone. */
const bare = (pem: string) => pem.replace(/-----[^-]+-----|\s/g, '');

type Answer = Record<string, unknown>;

export interface Gateway {
  settings: AlipaySettings;
  /** What was asked, signatures checked, newest last. */
  asked: Record<string, string>[];
  /** Answers by method, the first one next; what is not listed succeeds. */
  answers: Map<string, (Answer | 'away' | 'forged')[]>;
  stop: () => Promise<void>;
}

/** Alipay's gateway with real RSA2 keys: it refuses what is not signed by the app, and signs its answers. */
export async function startGateway(): Promise<Gateway> {
  const app = newKeys();
  const alipay = newKeys();
  const stranger = newKeys();
  const asked: Gateway['asked'] = [];
  const answers: Gateway['answers'] = new Map();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const params = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
      const { method = '', sign = '' } = params;
      const isSigned = createVerify('RSA-SHA256')
        .update(signedText(params))
        .verify(app.publicKey, sign, 'base64');
      const planned = answers.get(method)?.shift();
      if (isSigned) asked.push(params);
      if (planned === 'away') {
        response.writeHead(502).end();
        return;
      }
      const refused = {
        code: '40002',
        msg: 'Invalid Arguments',
        sub_code: 'isv.invalid-signature',
      };
      const given = typeof planned === 'object' ? planned : { code: '10000', msg: 'Success' };
      const text = JSON.stringify(isSigned ? given : refused);
      const key = planned === 'forged' ? stranger.privateKey : alipay.privateKey;
      const signature = createSign('RSA-SHA256').update(text).sign(key, 'base64');
      response.setHeader('content-type', 'application/json');
      response.end(`{"${method.replaceAll('.', '_')}_response":${text},"sign":"${signature}"}`);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    settings: {
      appId: '2026112300000001',
      privateKey: bare(app.privateKey),
      alipayPublicKey: bare(alipay.publicKey),
      gatewayUrl: `http://127.0.0.1:${port}/gateway.do`,
      noticeTemplate: 'TEMPLATE-1',
    },
    asked,
    answers,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
