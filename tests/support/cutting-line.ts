import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands between a client and the server and breaks the line after so many bytes of the client's. */
export class CuttingLine {
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private left: number[] = [];
  cuts = 0;
  url = '';

  constructor(target: URL) {
    this.server = createServer((client) => {
      const server = connect(Number(target.port), target.hostname);
      for (const socket of [client, server]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          client.destroy();
          server.destroy();
          this.sockets.delete(socket);
        });
      }
      server.pipe(client);
      let seen = 0;
      const limit = this.left.shift() ?? Infinity;
      client.on('data', (piece: Buffer) => {
        seen += piece.length;
        if (seen > limit) {
          this.cuts += 1;
          client.destroy();
          server.destroy();
          return;
        }
        if (!server.write(piece)) {
          client.pause();
          server.once('drain', () => client.resume());
        }
      });
    });
  }

  async open(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  /** The next connections end after these many bytes each; those behind them stand. */
  cutAfter(...bytes: number[]): void {
    this.left = bytes;
    this.cuts = 0;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
