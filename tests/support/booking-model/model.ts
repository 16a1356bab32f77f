import type { Which, Who } from './plant.ts';
import { BALANCE_FEN, FEN_A_MINUTE, QUOTA_FEN, RULES } from './plant.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const CELL = 15 * MINUTE;

export interface Span {
  start: number;
  end: number;
}

interface Part {
  kind: 'voucher' | 'account';
  fen: number;
}

export interface ModelBooking {
  id: string;
  who: Who;
  which: Which;
  station: string;
  span: Span;
  state: string;
  version: number;
  asks: boolean;
  judgedAt: number;
  expiresAt: number;
  answerBy: number;
  freeUntil: number;
  closesAt: number;
  paidAt: number;
  startedAt: number;
  total: number;
  bill: number | null;
  parts: Part[];
  excused: boolean;
}

/** `ok`, or the code of a problem. */
export type Verdict = string;

const LIVE = ['held', 'requested', 'confirmed', 'in_use'];
export const ENDED = ['expired', 'rejected', 'cancelled', 'no_show', 'closed'];

/** What the kernel ought to do, said as simply as can be: plain lists, no database, no keys. */
export class Model {
  now: number;
  readonly bookings = new Map<string, ModelBooking>();
  /** Owner of each taken cell, by `station cell`. */
  readonly cells = new Map<string, string>();
  readonly cooldowns: { who: Who; which: Which; span: Span; until: number }[] = [];
  readonly accounts: Record<Who, number>;
  readonly owed: Record<Who, number> = { ann: 0, bo: 0, company: 0 };
  readonly grant = { left: QUOTA_FEN, frozen: 0, used: 0, lapsed: 0 };
  readonly blocks = new Map<string, { which: Which; span: Span }>();
  readonly stations: Record<Which, string[]>;
  private readonly grantEndsAt: number;

  constructor(now: Date, stations: Record<Which, string[]>, grantEndsAt: Date) {
    this.now = now.getTime();
    this.stations = stations;
    this.grantEndsAt = grantEndsAt.getTime();
    this.accounts = { ann: BALANCE_FEN, bo: BALANCE_FEN, company: BALANCE_FEN };
  }

  list(...states: string[]): ModelBooking[] {
    return [...this.bookings.values()].filter(({ state }) => states.includes(state));
  }

  cellsOf(which: Which, { start, end }: Span): number[] {
    const { bufferBeforeMinutes, bufferAfterMinutes } = RULES[which];
    const first = Math.floor((start - bufferBeforeMinutes * MINUTE) / CELL);
    const after = Math.ceil((end + bufferAfterMinutes * MINUTE) / CELL);
    return Array.from({ length: after - first }, (_, index) => first + index);
  }

  private freeStation(which: Which, span: Span, booking?: ModelBooking): string | undefined {
    const free = this.stations[which].filter((station) =>
      this.cellsOf(which, span).every((cell) => {
        const owner = this.cells.get(`${station} ${cell}`);
        return owner === undefined || owner === booking?.id;
      }),
    );
    return free.find((station) => station === booking?.station) ?? free[0];
  }

  freeStations(which: Which, span: Span): number {
    return this.stations[which].filter((station) =>
      this.cellsOf(which, span).every((cell) => !this.cells.has(`${station} ${cell}`)),
    ).length;
  }

  private take(station: string, cells: readonly number[], owner: string): void {
    for (const cell of cells) this.cells.set(`${station} ${cell}`, owner);
  }

  private release(owner: string, from = 0): void {
    for (const [key, value] of this.cells) {
      if (value === owner && Number(key.split(' ')[1]) >= from) this.cells.delete(key);
    }
  }

  private asksConsent(who: Who, which: Which): boolean {
    const missed = this.list('no_show').filter(
      (one) => one.who === who && !one.excused && one.span.start > this.now - 90 * DAY,
    );
    return which === 'two' || missed.length >= 3;
  }

  /** Used of the quotas of `two` by others of this person's bookings than `except`. */
  private breaksQuota(who: Who, which: Which, span: Span, except?: ModelBooking): boolean {
    if (which !== 'two') return false;
    const own = [...this.bookings.values()].filter(
      (one) => one.who === who && one.which === 'two' && one !== except,
    );
    const open = own.filter(({ state }) => LIVE.includes(state));
    const day = (at: number) => Math.floor((at + 8 * HOUR) / DAY);
    const counted = own.filter(
      (one) =>
        !['expired', 'rejected', 'cancelled'].includes(one.state) &&
        day(one.span.start) === day(span.start),
    );
    const minutes = [...counted, { span }].reduce(
      (sum, one) => sum + (one.span.end - one.span.start) / MINUTE,
      0,
    );
    return open.length >= 2 || minutes > 240;
  }

  private breaksTimes(who: Who, which: Which, span: Span, from: number): boolean {
    const lead = this.asksConsent(who, which) ? DAY : 0;
    const minutes = (span.end - span.start) / MINUTE;
    return span.start < from + lead || span.start > from + 30 * DAY || minutes > 480;
  }

  /** Holds that ended at least five seconds ago are given back to whoever asks next. */
  reclaimFor(who: Who, which: Which, span: Span): void {
    const wanted = new Set(this.cellsOf(which, span));
    // Who asks for what nobody may have does not get as far as the calendar.
    const isSound =
      span.start >= this.now + (which === 'two' ? DAY : 0) && span.start <= this.now + 30 * DAY;
    for (const one of this.list('held')) {
      const isInTheWay =
        isSound &&
        one.which === which &&
        this.cellsOf(which, one.span).some((cell) => wanted.has(cell));
      if (one.expiresAt <= this.now - 5_000 && (one.who === who || isInTheWay)) this.expire(one);
    }
  }

  private expire(one: ModelBooking): void {
    one.state = 'expired';
    this.release(one.id);
    const { who, which, span, expiresAt } = one;
    this.cooldowns.push({ who, which, span, until: expiresAt + 10 * MINUTE });
  }

  judgeBook(who: Who, which: Which, span: Span): Verdict {
    const overlaps = (other: Span) => other.start < span.end && span.start < other.end;
    const holds = this.list('held').filter((one) => one.who === who);
    const cooling = [
      ...this.cooldowns.filter((one) => one.until > this.now),
      ...holds.filter((one) => one.expiresAt < this.now),
    ].some((one) => one.who === who && one.which === which && overlaps(one.span));
    const isBroken =
      holds.length >= 3 ||
      cooling ||
      this.breaksQuota(who, which, span) ||
      this.breaksTimes(who, which, span, this.now);
    if (isBroken) return 'booking.rules_broken';
    return this.freeStation(which, span) === undefined ? 'booking.slot_taken' : 'ok';
  }

  book(id: string, who: Who, which: Which, span: Span, station?: string): void {
    const place = station ?? this.freeStation(which, span)!;
    this.bookings.set(id, {
      id,
      who,
      which,
      station: place,
      span,
      state: 'held',
      version: 1,
      asks: this.asksConsent(who, which),
      judgedAt: this.now,
      expiresAt: this.now + 10 * MINUTE,
      answerBy: 0,
      freeUntil: 0,
      closesAt: 0,
      paidAt: 0,
      startedAt: 0,
      total: ((span.end - span.start) / MINUTE) * FEN_A_MINUTE[who],
      bill: null,
      parts: [],
      excused: false,
    });
    this.take(place, this.cellsOf(which, span), id);
  }

  due(one: ModelBooking): number {
    return Math.max(0, (one.bill ?? one.total) - paidOf(one));
  }

  /** The voucher part that a careful payer would choose. */
  voucherPart(one: ModelBooking): number {
    const isUsable = one.who === 'company' && this.grantEndsAt > this.now && one.parts.length === 0;
    return isUsable ? Math.min(Math.floor(this.due(one) / 2), this.grant.left) : 0;
  }

  pay(one: ModelBooking, voucherFen: number): Verdict {
    const due = this.due(one);
    if (one.state === 'expired' || (one.state === 'held' && this.now > one.expiresAt)) {
      return 'booking.hold_expired';
    }
    if (ENDED.includes(one.state)) return 'booking.state_conflict';
    if (one.state !== 'held' && due === 0) return 'booking.nothing_due';
    if (due - voucherFen > this.accounts[one.who]) return 'payment.balance_short';
    if (voucherFen > 0) one.parts.push({ kind: 'voucher', fen: voucherFen });
    if (due > voucherFen) one.parts.push({ kind: 'account', fen: due - voucherFen });
    this.accounts[one.who] -= due - voucherFen;
    this.grant.left -= voucherFen;
    this.grant.frozen += voucherFen;
    if (one.state !== 'held') return 'ok';
    one.state = one.asks ? 'requested' : 'confirmed';
    one.paidAt = this.now;
    one.answerBy = Math.min(this.now + 48 * HOUR, one.span.start - HOUR);
    one.freeUntil = Math.max(one.span.start - DAY, this.now + 10 * MINUTE);
    return 'ok';
  }

  private voucherBack(fen: number): void {
    this.grant.frozen -= fen;
    if (this.grantEndsAt <= this.now) this.grant.lapsed += fen;
    else this.grant.left += fen;
  }

  private accountBack(one: ModelBooking, wanted: number): void {
    let rest = wanted;
    for (const part of [...one.parts].reverse()) {
      if (part.kind !== 'account') continue;
      const fen = Math.min(part.fen, Math.max(0, rest));
      part.fen -= fen;
      rest -= fen;
      this.accounts[one.who] += fen;
    }
  }

  private rebill(one: ModelBooking, bill: number): void {
    for (const part of one.parts.filter(({ kind }) => kind === 'voucher')) {
      const above = Math.max(0, part.fen - Math.floor(bill / 2));
      part.fen -= above;
      this.voucherBack(above);
    }
    this.accountBack(one, paidOf(one) - bill);
  }

  private end(one: ModelBooking, state: string, feeFen: number): void {
    one.state = state;
    this.release(one.id);
    for (const part of one.parts.filter(({ kind }) => kind === 'voucher')) {
      this.voucherBack(part.fen);
      part.fen = 0;
    }
    this.accountBack(one, Math.max(0, paidOf(one) - feeFen));
  }

  isOver(one: ModelBooking): boolean {
    const deadline: Record<string, number> = {
      held: one.expiresAt,
      requested: one.answerBy,
      confirmed: one.span.start + 30 * MINUTE,
      completed: one.closesAt,
    };
    return this.now > (deadline[one.state] ?? Infinity);
  }

  cancel(one: ModelBooking, byOwner: boolean): Verdict {
    if (one.state === 'held' && this.isOver(one)) return 'booking.hold_expired';
    if (!['held', 'requested', 'confirmed'].includes(one.state) || this.isOver(one)) {
      return 'booking.state_conflict';
    }
    if (one.state === 'held') {
      one.state = 'expired';
      this.release(one.id);
      return 'ok';
    }
    const isLate = one.state === 'confirmed' && byOwner && this.now > one.freeUntil;
    this.end(one, 'cancelled', isLate ? Math.floor((one.total + 1) / 2) : 0);
    return 'ok';
  }

  decide(one: ModelBooking, decision: 'approve' | 'reject'): Verdict {
    if (one.state !== 'requested' || this.isOver(one)) return 'booking.state_conflict';
    if (decision === 'approve') one.state = 'confirmed';
    else this.end(one, 'rejected', 0);
    return 'ok';
  }

  start(one: ModelBooking): Verdict {
    if (one.state !== 'confirmed' || this.isOver(one)) return 'booking.state_conflict';
    if (this.due(one) > 0) return 'booking.payment_due';
    const { id, station, span } = one;
    const isTaken = this.list('in_use').some((other) => other.station === station);
    if (isTaken) return 'booking.station_in_use';
    for (let cell = Math.floor(this.now / CELL); cell * CELL < span.start; cell += 1) {
      const owner = this.cells.get(`${station} ${cell}`) ?? id;
      const state = this.bookings.get(owner)?.state ?? 'held';
      const isAlive = ['held', 'requested', 'confirmed'].includes(state);
      if (owner !== id && isAlive) return 'booking.time_of_others';
    }
    one.state = 'in_use';
    one.startedAt = this.now;
    return 'ok';
  }

  finish(one: ModelBooking): Verdict {
    if (one.state !== 'in_use') return 'booking.state_conflict';
    one.state = 'completed';
    one.closesAt = this.now + 7 * DAY;
    // Ends go to the nearest minute, each on its own.
    const minutes = (start: number, end: number) =>
      Math.round(end / MINUTE) - Math.round(start / MINUTE);
    const used =
      one.which === 'one'
        ? minutes(one.startedAt, this.now)
        : minutes(one.span.start, Math.max(one.span.end, this.now));
    one.bill = used * FEN_A_MINUTE[one.who];
    const after = RULES[one.which].bufferAfterMinutes;
    this.release(one.id, Math.ceil((this.now + after * MINUTE) / CELL));
    return 'ok';
  }

  private close(one: ModelBooking): void {
    const bill = one.bill ?? one.total;
    one.state = 'closed';
    this.rebill(one, bill);
    const missing = bill - paidOf(one);
    const taken = Math.min(missing, this.accounts[one.who]);
    this.accounts[one.who] -= taken;
    this.owed[one.who] += missing - taken;
    for (const part of one.parts.filter(({ kind }) => kind === 'voucher')) {
      this.grant.frozen -= part.fen;
      this.grant.used += part.fen;
    }
  }

  accept(one: ModelBooking): Verdict {
    if (one.state !== 'completed' && one.state !== 'disputed') return 'booking.state_conflict';
    if (this.due(one) > 0) return 'booking.payment_due';
    this.close(one);
    return 'ok';
  }

  dispute(one: ModelBooking): Verdict {
    if (one.state !== 'completed' || this.isOver(one)) return 'booking.state_conflict';
    one.state = 'disputed';
    return 'ok';
  }

  resolve(one: ModelBooking, lowerTo: number | null): Verdict {
    if (lowerTo === null) {
      if (one.state !== 'disputed') return 'booking.state_conflict';
      one.state = 'completed';
      one.closesAt = this.now + 7 * DAY;
      return 'ok';
    }
    if (one.state !== 'disputed') return 'booking.state_conflict';
    one.bill = Math.min(lowerTo, one.bill ?? one.total);
    this.close(one);
    return 'ok';
  }

  waive(one: ModelBooking): Verdict {
    if (!['cancelled', 'no_show'].includes(one.state) || one.excused) {
      return 'booking.state_conflict';
    }
    one.excused = true;
    this.accountBack(one, paidOf(one));
    return 'ok';
  }

  move(one: ModelBooking, span: Span): Verdict {
    if (ENDED.includes(one.state) || this.isOver(one)) return 'booking.state_conflict';
    const isExtension =
      one.state === 'in_use' &&
      span.start === one.span.start &&
      span.end > one.span.end &&
      span.end > this.now;
    if (!['requested', 'confirmed'].includes(one.state) && !isExtension) {
      return 'booking.move_refused';
    }
    const isBroken =
      (!isExtension && this.now > one.freeUntil) ||
      (one.state === 'confirmed' && one.asks) ||
      this.breaksQuota(one.who, one.which, span, one) ||
      this.breaksTimes(one.who, one.which, span, isExtension ? one.judgedAt : this.now);
    if (isBroken) return 'booking.rules_broken';
    const station = this.freeStation(one.which, span, one);
    if (station === undefined || (isExtension && station !== one.station)) {
      return 'booking.slot_taken';
    }
    const total = ((span.end - span.start) / MINUTE) * FEN_A_MINUTE[one.who];
    const rise = Math.max(0, total - paidOf(one));
    if (rise > this.accounts[one.who]) return 'payment.balance_short';
    this.release(one.id);
    this.take(station, this.cellsOf(one.which, span), one.id);
    Object.assign(one, { span, station, total });
    if (!isExtension) one.judgedAt = this.now;
    if (!isExtension) one.freeUntil = Math.max(span.start - DAY, one.paidAt + 10 * MINUTE);
    if (one.state === 'requested') {
      one.answerBy = Math.min(one.paidAt + 48 * HOUR, span.start - HOUR);
    }
    this.rebill(one, one.total);
    if (rise > 0) one.parts.push({ kind: 'account', fen: rise });
    this.accounts[one.who] -= rise;
    return 'ok';
  }

  /** An outage takes its stations from whoever is there, but not from who is using them. */
  block(seriesId: string, kind: 'outage' | 'crew_time', which: Which, span: Span): Verdict {
    const cells = Array.from(
      { length: Math.ceil(span.end / CELL) - Math.floor(span.start / CELL) },
      (_, index) => Math.floor(span.start / CELL) + index,
    );
    const keys = this.stations[which].flatMap((station) =>
      cells.map((cell) => `${station} ${cell}`),
    );
    const owners = new Set(keys.flatMap((key) => this.cells.get(key) ?? []));
    const hit = [...owners].map((id) => this.bookings.get(id));
    const isStuck = hit.some((one) => one === undefined || one.state === 'in_use');
    if (isStuck || (kind === 'crew_time' && owners.size > 0)) return 'booking.slot_taken';
    for (const one of hit as ModelBooking[]) {
      if (one.state === 'held') {
        one.state = 'expired';
        this.release(one.id);
      } else if (one.state === 'confirmed' && this.isOver(one)) this.end(one, 'no_show', one.total);
      else if (['requested', 'confirmed'].includes(one.state)) this.end(one, 'cancelled', 0);
    }
    for (const key of keys) this.cells.set(key, seriesId);
    this.blocks.set(seriesId, { which, span });
    return 'ok';
  }

  lift(seriesId: string): void {
    const block = this.blocks.get(seriesId)!;
    if (block.span.end > this.now) this.release(seriesId);
    this.blocks.delete(seriesId);
  }

  /** What time has made of bookings, in the order their time came. */
  runTimers(): void {
    const dueAt = (one: ModelBooking): number =>
      one.state === 'held'
        ? one.expiresAt + 5_000
        : ({
            requested: one.answerBy,
            confirmed: one.span.start + 30 * MINUTE,
            completed: one.closesAt,
          }[one.state] ?? Infinity);
    const due = [...this.bookings.values()]
      .filter((one) => dueAt(one) <= this.now && this.isOver(one))
      .sort((a, b) => dueAt(a) - dueAt(b) || (a.id < b.id ? -1 : 1));
    for (const one of due) {
      if (one.state === 'held') this.expire(one);
      else if (one.state === 'requested') this.end(one, 'cancelled', 0);
      else if (one.state === 'confirmed') this.end(one, 'no_show', one.total);
      else this.close(one);
    }
  }
}

export const paidOf = ({ parts }: ModelBooking): number =>
  parts.reduce((sum, { fen }) => sum + fen, 0);
