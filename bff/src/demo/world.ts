import type { Field, UnitPlan } from './units.ts';

export interface Person {
  id: string;
  name: string;
  persona: string | null;
  unitId: string | null;
  companyId: string | null;
}

export interface Lab {
  id: string;
  unitId: string;
  field: Field;
  name: string;
  building: string;
  operators: Person[];
}

export interface Group {
  id: string;
  unitId: string;
  name: string;
  principal: Person;
  /** Whether bookings on its money ask its head first. */
  asksPrincipal: boolean;
  members: Person[];
}

export interface Unit {
  id: string;
  code: string;
  plan: UnitPlan;
  cityCode: string;
  cityName: string;
  address: string;
  lat: number;
  lon: number;
  labs: Lab[];
  groups: Group[];
  /** How many instruments it gets, the pinned ones included. */
  instruments: number;
}

export interface Company {
  id: string;
  code: string;
  name: string;
  regionCode: string;
  controlledByUnitId: string | null;
  people: Person[];
}

export interface Role {
  userId: string;
  role: string;
  scopeKind: string;
  scopeId: string;
}

/** The people and places of the demo province, as they will be written. */
export interface World {
  units: Unit[];
  companies: Company[];
  people: Person[];
  roles: Role[];
  certificates: { userId: string; name: string; validUntil: Date | null }[];
}
