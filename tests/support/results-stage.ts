import type { BookingRules } from '../../bff/src/features/instruments/index.ts';
import type { Client } from './client.ts';
import { signInAs } from './client.ts';
import { INSTRUMENTS, OPEN_RULES, plantSmallProvince } from './small-province.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;

/** The small province with a second operator in the crew, and rules of the test's choice on one instrument. */
export async function plantResultsStage(
  deps: Parameters<typeof plantSmallProvince>[0],
  rules: Partial<BookingRules> = {},
): Promise<void> {
  await plantSmallProvince(deps);
  const now = deps.clock.now();
  await deps.db('users').insert({
    id: 'USEROPERATOR-2',
    persona: 'operator-2',
    name: '吴海涛',
    unit_id: 'UNITOWN',
    company_id: null,
    created_at: now,
  });
  await deps.db('role_grants').insert({
    id: 'GRANTOPERATOR2',
    user_id: 'USEROPERATOR-2',
    role: 'operator',
    scope_kind: 'crew',
    scope_id: 'CREWOWN',
    granted_at: now,
  });
  await deps.db('booking_rules').insert({
    instrument_id: INSTRUMENTS.twin,
    version: 2,
    rules: JSON.stringify({ ...OPEN_RULES, approval: 'none', ...rules }),
    created_at: now,
  });
}

export interface Cast {
  company: Client;
  operator: Client;
  second: Client;
  admin: Client;
}

export async function castOf(world: World): Promise<Cast> {
  const [company, operator, second, admin] = await Promise.all(
    ['company', 'operator', 'operator-2', 'unit-admin'].map((one) => signInAs(world.url, one)),
  );
  return { company: company!, operator: operator!, second: second!, admin: admin! };
}

/** Books the next full hour, pays and uses it: what is left are the results. */
export async function awaitResults(
  world: World,
  { company, operator }: Pick<Cast, 'company' | 'operator'>,
  instrumentId: string = INSTRUMENTS.free,
): Promise<{ id: string }> {
  const start = (Math.floor(world.clock.now().getTime() / HOUR) + 1) * HOUR;
  const at = (ms: number) => new Date(start + ms).toISOString();
  const held = await company.make('createBooking', {
    body: { instrumentId, kind: 'time', startsAt: at(0), endsAt: at(HOUR) },
  });
  const params = { id: held.body.id };
  await company.make('payBooking', { params, body: { accountFen: held.body.quote.totalFen } });
  world.clock.set(at(1_000));
  await operator.call('startBooking', { params, body: {} });
  world.clock.set(at(HOUR));
  const ended = await operator.call('finishBooking', { params, body: {} });
  if (ended.body.state !== 'awaiting_results') throw new Error(`not over: ${ended.problem.code}`);
  return params;
}

/** A form with files by name and content. */
export function formOf(
  files: Record<string, string | Uint8Array<ArrayBuffer>>,
  changes = '',
): FormData {
  const form = new FormData();
  form.set('summary', '见附件');
  if (changes !== '') form.set('changes', changes);
  for (const [name, content] of Object.entries(files)) {
    form.append('files', new File([content], name));
  }
  return form;
}
