import { byDay, leadOf } from '../../../miniapp/src/features/notices/days';
import type { Notice } from '../../../miniapp/src/features/notices/api';
import { countCharacters } from '@dayi/shared/characters';

const notice = (id: string, createdAt: string, change: Partial<Notice> = {}): Notice => ({
  id,
  kind: 'booking.confirmed',
  group: 'bookings',
  title: '预约已同意',
  body: '',
  bookingId: null,
  instrumentId: null,
  bulletinId: null,
  readAt: null,
  createdAt,
  ...change,
});

test('notices stand under the day they came, by the clock of the reader’s zone', () => {
  const reader = { language: 'zh-CN', now: Date.parse('2026-11-24T04:00:00.000Z') } as const;
  const days = byDay(
    [
      notice('a', '2026-11-24T01:00:00.000Z'),
      notice('b', '2026-11-23T16:30:00.000Z'),
      notice('c', '2026-11-23T15:59:59.000Z'),
      notice('d', '2025-12-31T10:00:00.000Z'),
    ],
    reader,
  );
  expect(days.map(({ name, notices }) => [name, notices.map(({ id }) => id)])).toEqual([
    ['今天', ['a', 'b']],
    ['11月23日 周一', ['c']],
    ['2025年12月31日', ['d']],
  ]);
});

test('a notice leads to its booking, the appeals, its bulletin, its instrument or what that does, or nowhere', () => {
  const at = '2026-11-24T01:00:00.000Z';
  const lead = (change: Partial<Notice>) => leadOf(notice('x', at, change));
  expect(lead({ bookingId: 'B', instrumentId: 'I' })).toEqual({
    page: 'booking',
    params: { id: 'B' },
  });
  expect(lead({ kind: 'review.to_judge', instrumentId: 'I' })).toEqual({ page: 'appeals' });
  expect(lead({ instrumentId: 'I' })).toEqual({ page: 'instrument', params: { id: 'I' } });
  expect(lead({ kind: 'alarm.no_show', instrumentId: 'I' })).toEqual({
    page: 'run',
    params: { id: 'I' },
  });
  expect(lead({ kind: 'bulletin.due', bulletinId: 'N' })).toEqual({
    page: 'bulletin',
    params: { id: 'N' },
  });
  expect(lead({})).toBeNull();
});

test('characters are counted as the server counts them', () => {
  expect(countCharacters('图像👨‍👩‍👧‍👦好')).toBe(4);
  expect(countCharacters('e\u0301')).toBe(1);
  expect(countCharacters('')).toBe(0);
});
