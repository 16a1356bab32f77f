import { hitsOf } from '../../../miniapp/src/features/instruments/hits';

test('what is on two pages is shown once, where it came first', () => {
  const pages = [{ items: [{ id: 'a' }, { id: 'b' }] }, { items: [{ id: 'b' }, { id: 'c' }] }];
  expect(hitsOf(pages).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(hitsOf(undefined)).toEqual([]);
});
