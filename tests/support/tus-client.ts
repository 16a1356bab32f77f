import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { Client } from './client.ts';

export interface TusAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  body: string;
  code: string | undefined;
}

/** Speaks tus 1.0 as its protocol is written, without anyone's client library. */
export class TusClient {
  constructor(
    private readonly url: string,
    /** Whose token it uses; renewed by that client, as the app's is. */
    private readonly person: Client | undefined,
  ) {}

  /** One request on a connection of its own; rejects where the line breaks. */
  async ask(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: Buffer | Readable,
  ): Promise<TusAnswer> {
    const answer = await this.askOnce(method, path, headers, body);
    if (answer.status !== 401 || this.person === undefined) return answer;
    await this.person.call('getMe');
    return await this.askOnce(method, path, headers, body);
  }

  private async askOnce(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Buffer | Readable,
  ): Promise<TusAnswer> {
    const token = this.person?.token;
    const call = request(new URL(path, this.url), {
      method,
      agent: false,
      headers: {
        'tus-resumable': '1.0.0',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(Buffer.isBuffer(body) ? { 'content-length': String(body.length) } : {}),
        ...headers,
      },
    });
    const answered = once(call, 'response') as Promise<[IncomingMessage]>;
    if (body === undefined || Buffer.isBuffer(body)) call.end(body);
    else {
      body.on('error', () => undefined);
      body.pipe(call);
    }
    const [answer] = await answered;
    let text = '';
    for await (const piece of answer.setEncoding('utf8')) text += String(piece);
    const isProblem =
      String(answer.headers['content-type']).includes('problem+json') && text !== '';
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      body: text,
      code: isProblem ? (JSON.parse(text) as { code: string }).code : undefined,
    };
  }

  async create(
    size: number,
    metadata: Record<string, string>,
    more: Record<string, string> = {},
    body?: Buffer,
  ): Promise<TusAnswer> {
    const pairs = Object.entries(metadata).map(
      ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
    );
    const headers = {
      'upload-length': String(size),
      'upload-metadata': pairs.join(','),
      ...(body === undefined ? {} : { 'content-type': 'application/offset+octet-stream' }),
      ...more,
    };
    return await this.ask('POST', '/api/v1/uploads', headers, body ?? Buffer.alloc(0));
  }

  async send(
    path: string,
    offset: number,
    body: Buffer | Readable,
    more: Record<string, string> = {},
  ): Promise<TusAnswer> {
    const headers = {
      'content-type': 'application/offset+octet-stream',
      'upload-offset': String(offset),
      ...more,
    };
    return await this.ask('PATCH', path, headers, body);
  }

  async offset(path: string): Promise<number> {
    const { headers } = await this.ask('HEAD', path);
    return Number(headers['upload-offset']);
  }

  /** Sends the rest of a file, and again from where the server stands whenever the line breaks. */
  async sendAll(
    path: string,
    sizeBytes: number,
    from: (offset: number) => Buffer | Readable,
  ): Promise<TusAnswer> {
    for (;;) {
      const offset = await this.offset(path).catch(() => undefined);
      if (offset === undefined) continue;
      const length = { 'content-length': String(sizeBytes - offset) };
      const answer = await this.send(path, offset, from(offset), length).catch(() => undefined);
      // 409: what was on its way when the line broke was written after the offset was read.
      if (answer !== undefined && answer.status !== 423 && answer.status !== 409) return answer;
    }
  }
}

/** The id in an upload's address. */
export const idOf = (location: string | undefined): string => String(location).split('/').at(-1)!;
