import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Where the line breaks, seen from the server that runs the statement. */
export type Cut = 'before' | 'after';

const COM_QUERY = 3;

/** The words of a client's packet, where it is a plain statement. */
function statementIn(packet: Buffer): string | undefined {
  return packet[4] === COM_QUERY ? packet.subarray(5).toString() : undefined;
}

/**
 * Stands between the server and its database and cuts the line at a chosen statement: before the database
 * hears it, or after it has been done and before the answer comes back.
 */
export class CuttingProxy {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private wanted: { statement: RegExp; cut: Cut; times: number }[] = [];
  cuts = 0;
  url = '';

  constructor(private readonly target: URL) {
    this.server = createServer((client) => {
      const database = connect(Number(target.port || 3306), target.hostname);
      for (const socket of [client, database]) {
        this.sockets.add(socket);
        socket.setNoDelay(true);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          database.destroy();
          this.sockets.delete(socket);
        });
      }
      let isCutting = false;
      client.on('data', (packet: Buffer) => {
        const cut = this.cutFor(packet);
        if (cut === 'before') {
          client.destroy();
          return;
        }
        isCutting ||= cut === 'after';
        database.write(packet);
      });
      database.on('data', (answer: Buffer) => {
        if (isCutting) client.destroy();
        else client.write(answer);
      });
    });
  }

  private cutFor(packet: Buffer): Cut | undefined {
    const statement = statementIn(packet);
    const [wanted] = this.wanted;
    if (statement === undefined || wanted === undefined) return undefined;
    if (!wanted.statement.test(statement)) return undefined;
    wanted.times -= 1;
    if (wanted.times === 0) this.wanted.shift();
    this.cuts += 1;
    return wanted.cut;
  }

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const through = new URL(this.target);
    through.hostname = '127.0.0.1';
    through.port = String((this.server.address() as { port: number }).port);
    this.url = through.href;
  }

  /** Cuts the line of whoever says the statement next. */
  cutAt(statement: RegExp, cut: Cut, times = 1): void {
    this.wanted = [{ statement, cut, times }];
    this.cuts = 0;
  }

  /** The same once what was asked for before is done. */
  thenCutAt(statement: RegExp, cut: Cut, times = 1): void {
    this.wanted.push({ statement, cut, times });
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
