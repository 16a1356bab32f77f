import { app } from './en/app';
import { applications } from './en/applications';
import { bookings } from './en/bookings';
import { bulletins } from './en/bulletins';
import { calendars } from './en/calendars';
import { crew } from './en/crew';
import { dictionary } from './en/dictionary';
import { groups } from './en/groups';
import { instruments } from './en/instruments';
import { money } from './en/money';
import { monitoring } from './en/monitoring';
import { notices } from './en/notices';
import { results } from './en/results';
import { statements } from './en/statements';
import { reviews } from './en/reviews';
import { searches } from './en/searches';
import { sensors } from './en/sensors';
import { terms } from './en/terms';

export const en = {
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
};
