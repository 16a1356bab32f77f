import { useMe } from '../identity/use-identity';
import { useWords } from '../../lib/i18n';
import type { ChargeTo } from './api';
import { useDraft } from './draft';

export interface Payer {
  key: string;
  name: string;
  chargeTo: ChargeTo | null;
}

/** The payer chosen for an instrument, or the first one who may be. */
export function usePayer(instrumentId: string): { payers: Payer[]; payer: Payer | null } {
  const { chargeTo } = useDraft(instrumentId);
  const payers = usePayers();
  const chosen = payers.find(
    (each) => chargeTo !== undefined && each.chargeTo?.id === chargeTo?.id,
  );
  return { payers, payer: chosen ?? payers[0] ?? null };
}

/** On whose account a booking may go: groups, companies, or the person alone. */
function usePayers(): Payer[] {
  const { t } = useWords();
  const me = useMe().data;
  if (!me) return [];
  const members = me.personal.groups.filter(({ isMember }) => isMember);
  const groups = members.map(({ id, name }): Payer => ({
    key: `group-${id}`,
    name,
    chargeTo: { kind: 'group', id },
  }));
  const companyIds = new Map(
    me.roles
      .filter((held) => held.scope.kind === 'company')
      .map((held) => [held.scope.id, held.scope.name]),
  );
  const companies = [...companyIds].map(([id, name]): Payer => ({
    key: `company-${id}`,
    name,
    chargeTo: { kind: 'company', id },
  }));
  return [
    ...companies,
    ...groups,
    { key: 'person', name: t('payer.person', { name: me.name }), chargeTo: null },
  ];
}
