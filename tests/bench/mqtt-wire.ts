import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** MQTT 3.1.1 by hand: a publisher that costs next to nothing leaves the machine to what is measured. */
const text = (words: string) => {
  const bytes = Buffer.from(words);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes]);
};

function packet(kind: number, body: Buffer): Buffer {
  const head = [kind];
  let left = body.length;
  do {
    head.push((left & 127) | (left > 127 ? 128 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from(head), body]);
}

const CLEAN_WITH_NAME_AND_PASSWORD = 0b1100_0010;

export interface Publisher {
  socket: Socket;
  acknowledged: number;
}

/** Signs in and publishes at QoS 1, `window` messages on their way at any time. */
export async function publish(
  port: number,
  device: { code: string; key: string; topic: string },
  window: number,
  next: () => string,
): Promise<Publisher> {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  const start = Buffer.from([4, CLEAN_WITH_NAME_AND_PASSWORD, 0, 0]);
  const { code, key } = device;
  socket.write(
    packet(0x10, Buffer.concat([text('MQTT'), start, text(code), text(code), text(key)])),
  );
  const [welcome] = (await once(socket, 'data')) as [Buffer];
  if (welcome[3] !== 0) throw new Error(`${code} was not let in`);
  const publisher: Publisher = { socket, acknowledged: 0 };
  const topic = text(device.topic);
  let id = 0;
  const message = () => {
    id = (id % 65_535) + 1;
    return packet(
      0x32,
      Buffer.concat([topic, Buffer.from([id >> 8, id & 255]), Buffer.from(next())]),
    );
  };
  let rest = 0;
  socket.on('data', (bytes) => {
    // Nothing but acknowledgements comes, four bytes each.
    const count = Math.floor((rest + bytes.length) / 4);
    rest = (rest + bytes.length) % 4;
    publisher.acknowledged += count;
    socket.write(Buffer.concat(Array.from({ length: count }, message)));
  });
  socket.write(Buffer.concat(Array.from({ length: window }, message)));
  return publisher;
}
