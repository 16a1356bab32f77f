import { app } from './zh/app';
import { applications } from './zh/applications';
import { bookings } from './zh/bookings';
import { bulletins } from './zh/bulletins';
import { calendars } from './zh/calendars';
import { crew } from './zh/crew';
import { dictionary } from './zh/dictionary';
import { groups } from './zh/groups';
import { instruments } from './zh/instruments';
import { money } from './zh/money';
import { monitoring } from './zh/monitoring';
import { notices } from './zh/notices';
import { results } from './zh/results';
import { statements } from './zh/statements';
import { reviews } from './zh/reviews';
import { searches } from './zh/searches';
import { sensors } from './zh/sensors';
import { terms } from './zh/terms';

export const zh = {
  ...app,
  ...instruments,
  ...bookings,
  ...money,
  ...groups,
  ...applications,
  ...statements,
  ...crew,
  ...results,
  ...reviews,
  ...searches,
  ...monitoring,
  ...notices,
  ...sensors,
  ...terms,
  ...bulletins,
  ...calendars,
  ...dictionary,
} as const;
