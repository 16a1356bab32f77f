import type { Kind } from './catalogue.ts';
import type { Random } from './random.ts';

type Cells = Record<string, string>;

/** Classes that run day and night by themselves. */
const ALWAYS_ON = ['010601', '130201', '011007', '070101', '011206'];

const HOURS = [
  { text: '1-5 08:30-17:30', weight: 40, evening: false },
  { text: '1-5 08:30-21:30', weight: 18, evening: true },
  { text: '1-5 09:00-12:00; 1-5 13:30-17:30', weight: 12, evening: false },
  { text: '1-6 08:30-17:30', weight: 10, evening: false },
  { text: '1-7 08:00-22:00', weight: 8, evening: true },
  { text: '1-5 08:00-17:00; 6 09:00-16:00', weight: 7, evening: false },
  { text: '2-6 09:00-18:00', weight: 5, evening: false },
];

const tens = (value: number) => Math.max(10, Math.round(value / 10) * 10);

const priceFor = (company: number, isFree: boolean) => ({
  own_group: isFree ? 0 : tens(company / 6),
  own_unit: tens(company / 3),
  academic: tens((company * 2) / 3),
  company,
});

/** Opening hours and rules of one instrument. */
export function rulesOf(kind: Kind, random: Random): Cells {
  const isAlwaysOn = ALWAYS_ON.includes(kind.classCode) && random.chance(0.7);
  const hours = random.weighted(HOURS, ({ weight }) => weight);
  const grid = random.weighted([15, 30, 60], (minutes) => (minutes === 30 ? 8 : 1));
  const longest = random.pick(isAlwaysOn ? [720, 1440] : [120, 180, 240, 240, 480, 480]);
  const isSlow = kind.hour[1] >= 500;
  const approval = random.weighted(['outside', 'all', 'none'], (one) =>
    one === 'outside' ? 8 : 1,
  );
  return {
    opening_hours: isAlwaysOn ? '1-7 00:00-24:00' : hours.text,
    closed_on_holidays: isAlwaysOn ? 'no' : 'yes',
    grid_minutes: String(grid),
    min_minutes: String(Math.max(grid, isSlow ? 60 : 30)),
    max_minutes: String(longest),
    lead_minutes: String(random.pick([60, 120, 120, 240, 1440])),
    horizon_days: String(random.pick([14, 30, 30, 30, 60])),
    buffer_before_minutes: String(isSlow && random.chance(0.4) ? 30 : 0),
    buffer_after_minutes: String(random.chance(0.3) ? 15 : 0),
    approval: isSlow && random.chance(0.3) ? 'all' : approval,
    ...(random.chance(0.12) ? { free_cancel_minutes: '2880', late_cancel_percent: '30' } : {}),
    ...(random.chance(0.08) ? { accepted_user_kinds: 'own_group, own_unit, academic' } : {}),
    ...(hours.evening && !isAlwaysOn && random.chance(0.7) ? { off_peak: '17:30-21:30 20%' } : {}),
    ...(isAlwaysOn && random.chance(0.7) ? { off_peak: '22:00-08:00 40%' } : {}),
  };
}

/** Price columns of one instrument; who runs it decides which hours have a price. */
export function pricesOf(kind: Kind, random: Random): Cells {
  const company = tens(kind.hour[0] + random.next() * (kind.hour[1] - kind.hour[0]));
  const service = random.weighted(['both', 'crew', 'self'], (one) =>
    one === 'both' ? 6 : one === 'crew' ? (company > 400 ? 6 : 2) : company < 150 ? 4 : 1,
  );
  const cells: Cells = { service };
  const isFree = random.chance(0.3);
  const put = (item: string, prices: Record<string, number>) => {
    for (const [user, price] of Object.entries(prices)) cells[`${item}_${user}`] = String(price);
  };
  if (service !== 'crew') put('machine_hour', priceFor(company, isFree));
  if (service !== 'self') {
    const more = tens(company / 3);
    const { own_group, own_unit, academic } = priceFor(company, isFree);
    put('crew_hour', {
      own_group: own_group + tens(more / 2),
      own_unit: own_unit + tens((more * 2) / 3),
      academic: academic + tens((more * 2) / 3),
      company: company + more,
    });
  }
  if (random.chance(0.35)) {
    put('start_up', { own_group: 0, own_unit: 0, academic: 50, company: 100 });
  }
  if (random.chance(0.1)) cells['minimum_charge'] = String(tens(company / 2));
  if (kind.items.length > 0) {
    cells['test_items'] = kind.items
      .map(({ name, price }) => {
        const each = priceFor(price, false);
        return `${name}=${String(each.own_group)}/${String(each.own_unit)}/${String(each.academic)}/${String(price)}`;
      })
      .join('; ');
  }
  return cells;
}
