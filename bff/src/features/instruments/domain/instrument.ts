import type { BookingRules } from './rules.ts';

export interface Named {
  id: string;
  name: string;
}

/** One instrument with what nearly every reader of it needs. */
export interface Instrument {
  id: string;
  code: string;
  unitId: string;
  unitName: string;
  unitNameEn: string;
  unitShortName: string;
  timeZone: string;
  /** Whether its unit lets everyone see what its instruments do. */
  showsRuns: boolean;
  regionCode: string;
  cityCode: string;
  cityName: string;
  crewId: string | null;
  crewName: string | null;
  groupId: string | null;
  classCode: string;
  className: string;
  name: string;
  nameEn: string | null;
  maker: string;
  model: string;
  description: string;
  parameters: { name: string; value: string }[];
  room: string;
  address: string;
  lat: number | null;
  lon: number | null;
  commissionedOn: string | null;
  originalValueFen: number | null;
  status: 'open' | 'paused' | 'repair' | 'retired';
  takesTime: boolean;
  takesSamples: boolean;
  acceptsVouchers: boolean;
  version: number;
  rulesVersion: number;
  rules: BookingRules;
  stations: Named[];
  testItems: Named[];
}
