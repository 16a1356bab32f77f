import { Seen } from '../../../bff/src/features/search/use-cases/seen.ts';

const at = (time: string) => new Date(`2026-11-23T${time}.000Z`);

test('before anything was seen everything is looked at', () => {
  expect(new Seen().since).toEqual(new Date(0));
});

test('what may be written late is looked at again, and known again', () => {
  const seen = new Seen();
  seen.see({ id: 'a', refreshedAt: at('08:00:00') });
  seen.see({ id: 'b', refreshedAt: at('07:00:00') });
  expect(seen.since).toEqual(at('07:59:30'));
  seen.forget();
  expect(seen.has({ id: 'a', refreshedAt: at('08:00:00') })).toBe(true);
  expect(seen.has({ id: 'a', refreshedAt: at('08:00:01') })).toBe(false);
  expect(seen.has({ id: 'b', refreshedAt: at('07:00:00') })).toBe(false);
});

test('many that were written at once are not looked at for ever', () => {
  const seen = new Seen();
  seen.see({ id: 'a', refreshedAt: at('08:00:00') });
  seen.looked(at('08:00:20'));
  expect(seen.since).toEqual(at('07:59:30'));
  seen.looked(at('08:05:00'));
  expect(seen.since).toEqual(at('08:03:30'));
});

test('what changes while everything is read is looked at again', () => {
  const seen = new Seen();
  seen.see({ id: 'a', refreshedAt: at('08:00:00') });
  seen.lookFrom(at('07:50:00'));
  expect(seen.since).toEqual(at('07:49:30'));
});
