const sumsOf = (kind: string) =>
  `select a.id, a.natural_key, a.owner_kind, a.owner_id, a.unit_id, sum(p.amount_fen) as total
     from ledger_accounts a join ledger_postings p on p.account_id = a.id
    where a.kind = '${kind}' group by a.id`;

const ENDED = `'closed', 'cancelled', 'rejected', 'expired', 'no_show'`;

const UNTAKEN = `'pending', 'failed'`;

/** Two lists of sums that must agree, id by id; faster than a join where both are long (measured). */
const bothSums = (expected: string, found: string) =>
  `select id, sum(expected) as expected, sum(found) as found
     from ((${expected}) union all (${found})) both_sums
    group by id having sum(expected) <> sum(found)`;

const USES = `select grant_id,
      sum(if(state = 'frozen', amount_fen - released_fen, 0)) as frozen,
      sum(if(state = 'used', amount_fen - released_fen, 0)) as used
    from voucher_uses group by grant_id`;

const income = (kind: string, owner: string, share: string) =>
  `select coalesce(l.owner_id, s.owner_id) as id, coalesce(s.total, 0) as expected,
          coalesce(l.total, 0) as found
     from (${sumsOf(kind)}) l
     left join (select ${owner} as owner_id, sum(${share}) as total from settlements
                 group by ${owner}) s on s.owner_id = l.owner_id
    where l.total <> coalesce(s.total, 0)`;

const shareOf = (percent: string, owner: string) =>
  `if(s.${owner} is null, 0, sign(s.amount_fen) * floor(abs(s.amount_fen) * coalesce(r.${percent}, 0) / 100))`;

/**
 * What must hold, each as a statement that finds what does not: `id`, the sum recomputed (`expected`)
 * and the one written down (`found`).
 */
export const CHECKS = {
  /** The legs of every transfer cancel out. */
  transfer_sum: `select transfer_id as id, 0 as expected, sum(amount_fen) as found
      from ledger_postings group by transfer_id having sum(amount_fen) <> 0`,

  /** Balance rows are the sums of their accounts' postings. */
  balance: `select a.id, coalesce(p.total, 0) as expected, coalesce(b.balance_fen, 0) as found
      from ledger_accounts a
      left join ledger_balances b on b.account_id = a.id
      left join (${sumsOf('prepaid')}) p on p.id = a.id
     where (a.kind = 'prepaid' or b.account_id is not null)
       and coalesce(b.balance_fen, 0) <> coalesce(p.total, 0)`,

  /** What payers owe is what their receivables lack. */
  receivable: `select l.natural_key as id, -l.total as expected, coalesce(c.owed_fen, 0) as found
      from (${sumsOf('receivable')}) l
      left join payer_credits c on c.unit_id = l.unit_id
           and c.payer_kind = l.owner_kind and c.payer_id = l.owner_id
     where -l.total <> coalesce(c.owed_fen, 0)`,

  /** Nobody owes what was never posted. */
  owed: `select concat(c.payer_kind, ':', c.payer_id, ':', c.unit_id) as id, 0 as expected,
           c.owed_fen as found
      from payer_credits c
      left join ledger_accounts a on a.kind = 'receivable' and a.owner_id = c.payer_id
           and a.owner_kind = c.payer_kind and a.unit_id = c.unit_id
     where c.owed_fen <> 0 and a.id is null`,

  /** An escrow holds what its booking's payments hold while that lives, and nothing after. */
  escrow: bothSums(
    `select b.id, sum(part.amount_fen - part.refunded_fen) as expected, 0 as found
       from bookings b join payments p on p.booking_id = b.id
       join payment_parts part on part.payment_id = p.id
      where b.state not in (${ENDED}) and p.state not in (${UNTAKEN}) group by b.id`,
    `select a.owner_id as id, 0 as expected, open.total as found
       from (select account_id, sum(amount_fen) as total from ledger_postings
              group by account_id having total <> 0) open
       join ledger_accounts a on a.id = open.account_id where a.kind = 'escrow'`,
  ),

  /** What an ended booking's payments still hold was settled; a live one's is not. */
  settlement: `select b.id,
           if(b.state in (${ENDED}), coalesce((
             select sum(part.amount_fen - part.refunded_fen)
               from payments p join payment_parts part on part.payment_id = p.id
              where p.booking_id = b.id and p.state not in (${UNTAKEN})), 0), 0) as expected,
           coalesce((select sum(s.amount_fen) from settlements s
                      where s.booking_id = b.id), 0) as found
      from bookings b having expected <> found`,

  /** Every settlement was shared out by the version of the rule that it names. */
  crew_share: `select s.transfer_id as id, ${shareOf('crew_percent', 'crew_id')} as expected,
           s.crew_fen as found
      from settlements s
      left join distribution_rules r on r.unit_id = s.unit_id and r.version = s.rule_version
     where s.crew_fen <> ${shareOf('crew_percent', 'crew_id')}`,
  group_share: `select s.transfer_id as id, ${shareOf('group_percent', 'group_id')} as expected,
           s.group_fen as found
      from settlements s
      left join distribution_rules r on r.unit_id = s.unit_id and r.version = s.rule_version
     where s.group_fen <> ${shareOf('group_percent', 'group_id')}`,

  /** Incomes are the sums of what was shared out. */
  unit_income: income('unit_income', 'unit_id', 'unit_fen'),
  crew_income: income('crew_income', 'crew_id', 'crew_fen'),
  group_income: income('group_income', 'group_id', 'group_fen'),

  /** What is left of a voucher is the sum of its postings. */
  grant: `select g.id, coalesce(l.total, 0) as expected, g.left_fen as found
      from voucher_grants g
      left join (${sumsOf('grant')}) l on l.natural_key = concat('grant:', g.id)
     where g.left_fen <> coalesce(l.total, 0)`,

  /** A voucher's quota is all of it, and what bookings froze and used are its uses. */
  grant_quota: `select id, left_fen + frozen_fen + used_fen + lapsed_fen as expected,
           quota_fen as found
      from voucher_grants where quota_fen <> left_fen + frozen_fen + used_fen + lapsed_fen`,
  grant_frozen: `select g.id, coalesce(u.frozen, 0) as expected, g.frozen_fen as found
      from voucher_grants g left join (${USES}) u on u.grant_id = g.id
     where g.frozen_fen <> coalesce(u.frozen, 0)`,
  grant_used: `select g.id, coalesce(u.used, 0) as expected, g.used_fen as found
      from voucher_grants g left join (${USES}) u on u.grant_id = g.id
     where g.used_fen <> coalesce(u.used, 0)`,

  /** A programme gave what its vouchers were granted, less what lapsed. */
  programme: `select l.owner_id as id, -coalesce(g.given, 0) as expected, l.total as found
      from (${sumsOf('programme')}) l
      left join (select programme_id, sum(quota_fen - lapsed_fen) as given from voucher_grants
                  group by programme_id) g on g.programme_id = l.owner_id
     where l.total <> -coalesce(g.given, 0)`,

  /** A company's cap of the year counts what it froze and used. */
  year_cap: `select concat(c.company_id, ':', c.region_code, ':', c.year) as id,
           coalesce(u.total, 0) as expected, c.used_fen as found
      from voucher_year_caps c
      left join (select g.company_id, p.region_code, p.year,
                        sum(if(u.state in ('frozen', 'used'), u.amount_fen - u.released_fen, 0)) as total
                   from voucher_uses u
                   join voucher_grants g on g.id = u.grant_id
                   join voucher_programmes p on p.id = g.programme_id
                  group by g.company_id, p.region_code, p.year) u
        on u.company_id = c.company_id and u.region_code = c.region_code and u.year = c.year
     where c.used_fen <> coalesce(u.total, 0)`,

  /** What a payment's voucher part still holds is what its use does. */
  voucher_part: `select p.id, coalesce(u.amount_fen - u.released_fen, 0) as expected,
           part.amount_fen - part.refunded_fen as found
      from payment_parts part
      join payments p on p.id = part.payment_id
      left join voucher_uses u on u.payment_id = p.id
     where part.kind = 'voucher'
       and part.amount_fen - part.refunded_fen <> coalesce(u.amount_fen - u.released_fen, 0)`,
} as const satisfies Record<string, string>;

export type Check = keyof typeof CHECKS;
