import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface MailServer {
  url: string;
  port: number;
  mails: ParsedMail[];
  /** Answers of the server to the next mails, by what is asked of it; it accepts once they are used up. */
  refuse: { rcpt: number[]; data: number[] };
  /** How often anyone came, with or without success. */
  visits: () => number;
  stop: () => Promise<void>;
}

const refusal = (code: number) => Object.assign(new Error('no'), { responseCode: code });

/** A real SMTP server that keeps what it takes. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const refuse = { rcpt: [] as number[], data: [] as number[] };
  let visits = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onConnect: (_session, done) => {
      visits += 1;
      done();
    },
    onRcptTo: (_address, _session, done) => {
      const code = refuse.rcpt.shift();
      done(code === undefined ? null : refusal(code));
    },
    onData: (stream, _session, done) => {
      const code = refuse.data.shift();
      simpleParser(stream)
        .then((mail) => {
          if (code === undefined) mails.push(mail);
          done(code === undefined ? null : refusal(code));
        })
        .catch(done);
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.server.address() as AddressInfo).port;
  return {
    url: `smtp://127.0.0.1:${bound}`,
    port: bound,
    mails,
    refuse,
    visits: () => visits,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
