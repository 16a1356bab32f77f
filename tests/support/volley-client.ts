// A process of its own, so that what it measures is not its servers' or its test's own waiting: holds
// one keep-alive socket per person and origin and fires requests on all of them in one turn.
import { Agent, request } from 'node:http';
import type { Order, Shot, ShotAnswer } from './volley.ts';

const agents = new Map<string, Agent>();

function agentOf(person: number, origin: string): Agent {
  const name = `${String(person)} ${origin}`;
  const known = agents.get(name) ?? new Agent({ keepAlive: true, maxSockets: 1 });
  agents.set(name, known);
  return known;
}

function fire(shot: Shot, patienceMs: number): Promise<ShotAnswer> {
  const { person, origin, method, path, token, key, body } = shot;
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const end = (answer: Omit<ShotAnswer, 'ms'>) => {
      resolve({ ...answer, ms: performance.now() - startedAt });
    };
    const sent = request(new URL(path, origin), {
      method,
      agent: agentOf(person, origin),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        'accept-language': 'en',
      },
    });
    sent.setTimeout(patienceMs, () => sent.destroy(new Error('no answer')));
    sent.on('error', (error) => {
      end({ status: 0, cut: error.message });
    });
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('error', (error) => {
        end({ status: 0, cut: error.message });
      });
      response.on('end', () => {
        end({
          status: response.statusCode!,
          body: JSON.parse(text || 'null') as ShotAnswer['body'],
        });
      });
    });
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Each person waits for one answer before asking the next thing; all persons go at once. */
async function fireAll({ shots, patienceMs }: Order): Promise<ShotAnswer[]> {
  const answers: ShotAnswer[] = [];
  const lanes = new Map<number, number[]>();
  for (const [index, { person }] of shots.entries()) {
    lanes.set(person, [...(lanes.get(person) ?? []), index]);
  }
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const index of lane) answers[index] = await fire(shots[index]!, patienceMs);
    }),
  );
  return answers;
}

process.on('message', (order: Order) => {
  const startedAt = performance.now();
  void fireAll(order).then((answers) =>
    process.send!({ id: order.id, answers, tookMs: performance.now() - startedAt }),
  );
});
process.on('disconnect', () => process.exit(0));
