import { type RouteName, routes } from '@dayi/shared/routes/index';
import { type Grant, policy, type Role, type ScopeKind } from '../../bff/src/policy.ts';
import { Client, signInAs } from '../support/client.ts';
import { DEFAULT_RULES } from '../../bff/src/features/instruments/index.ts';
import { INSTRUMENTS, OPEN_RULES, plantSmallProvince } from '../support/small-province.ts';
import { createWorld, type World } from '../support/world.ts';

type Relation = 'own' | 'sibling' | 'foreign';

/** The scope in which each role is held, seen from the booking that everyone asks about. */
const SCOPES: Record<Role, [kind: ScopeKind, Record<Relation, string>]> = {
  researcher: ['group', { own: 'GROUPOWN', sibling: 'GROUPSIBLING', foreign: 'GROUPFOREIGN' }],
  company_officer: [
    'company',
    { own: 'COMPANYOWN', sibling: 'COMPANYSIBLING', foreign: 'COMPANYFOREIGN' },
  ],
  operator: ['crew', { own: 'CREWOWN', sibling: 'CREWOTHER', foreign: 'CREWFOREIGN' }],
  unit_admin: ['unit', { own: 'UNITOWN', sibling: 'UNITSIBLING', foreign: 'UNITFOREIGN' }],
  authority: ['region', { own: '330100', sibling: '330300', foreign: '310000' }],
  expert: ['region', { own: '330100', sibling: '330300', foreign: '310000' }],
  auditor: ['unit', { own: 'UNITOWN', sibling: 'UNITSIBLING', foreign: 'UNITFOREIGN' }],
  platform_admin: ['region', { own: '330100', sibling: '330300', foreign: '310000' }],
};

const ROLES = Object.keys(SCOPES) as Role[];
const RELATIONS: readonly Relation[] = ['own', 'sibling', 'foreign'];
const personaOf = (role: Role, relation: Relation) => `access-${role}-${relation}`;

const SLOT = {
  instrumentId: INSTRUMENTS.sem,
  kind: 'time',
  startsAt: '2026-11-26T06:00:00.000Z',
  endsAt: '2026-11-26T08:00:00.000Z',
};

const CONTENT = {
  classCodes: ['010102'],
  zh: ['扫描电镜'],
  en: [],
  abbreviations: [],
  nicknames: [],
  purposes: [],
  related: [],
};

const EVERY_CHANNEL = { app: true, email: true, alipay: true };
const CHOICES = Object.fromEntries(
  ['work', 'bookings', 'results', 'money', 'reviews', 'searches'].map((group) => [
    group,
    EVERY_CHANNEL,
  ]),
);

/** A request that is well formed, by route; a route without one does not compile. */
function samples(bookingId: string): Record<RouteName, Parameters<Client['call']>[1]> {
  const params = { id: bookingId };
  const instrument = { id: INSTRUMENTS.sem };
  const unit = { id: 'UNITOWN' };
  const span = { from: '2026-11-23T06:00:00.000Z', to: '2026-11-23T08:00:00.000Z' };
  const group = { id: 'GROUPOWN' };
  const form = new FormData();
  form.set('summary', '');
  return {
    healthz: {},
    readyz: {},
    metrics: {},
    openapi: {},
    createSession: { body: { provider: 'demo', persona: 'researcher' } },
    refreshSession: { body: { refreshToken: 'no such refresh token' } },
    endSession: {},
    listPersonas: {},
    getMe: {},
    updateMe: { body: { locale: 'en' } },
    listInstruments: {},
    suggestInstruments: { query: { q: 'S' } },
    noteFound: { body: { q: '小蓝', instrumentId: INSTRUMENTS.sem } },
    getInstrument: { params: instrument },
    listConcepts: { query: { q: 'SEM' } },
    getConcept: { params: { id: 'no-such-kind' } },
    createConcept: { body: { id: 'no such id', ...CONTENT } },
    setConcept: { params: { id: 'no-such-kind' }, body: CONTENT },
    retireConcept: { params: { id: 'no-such-kind' }, body: {} },
    listMisses: {},
    makeWish: { body: { q: '扫苗', words: '想看头发表面' } },
    listWishes: {},
    answerWish: { params: { id: 'NOSUCHWISH' }, body: { answer: '有了' } },
    getCalendar: { params: instrument, query: { from: SLOT.startsAt, to: SLOT.endsAt } },
    listReviews: { params: instrument },
    getStatement: {
      params: { id: 'NOSUCHACCOUNT' },
      query: { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
    },
    getStatementSheet: { params: { id: 'NOSUCHACCOUNT' }, query: { month: '2026-11' } },
    getStatementPdf: { params: { id: 'NOSUCHACCOUNT' }, query: { month: '2026-11' } },
    applyForVoucher: {
      body: {
        programmeId: 'PROGRAMME',
        companyId: 'COMPANYOWN',
        amountFen: 100_000,
        purpose: '材料表征',
        serviceKind: 'time',
      },
    },
    listVoucherApplications: { query: { role: 'mine' } },
    decideVoucherApplication: {
      params: { id: 'NOSUCHAPPLICATION' },
      body: { decision: 'reject', reason: '材料不全' },
    },
    withdrawVoucherApplication: { params: { id: 'NOSUCHAPPLICATION' } },
    listCalendars: { query: { unitId: 'UNITOWN', from: SLOT.startsAt, to: SLOT.endsAt } },
    listBlocks: { params: instrument, query: { from: SLOT.startsAt, to: SLOT.endsAt } },
    createBlock: {
      params: instrument,
      body: {
        kind: 'crew_time',
        startsAt: '2026-12-20T06:00:00.000Z',
        endsAt: '2026-12-20T07:00:00.000Z',
        reason: '校准',
      },
    },
    liftBlock: { params: { id: 'NOSUCHBLOCK' } },
    listRunInstruments: {},
    getRules: { params: instrument },
    previewRules: { params: instrument, body: { rules: DEFAULT_RULES } },
    setRules: { params: instrument, body: { rules: OPEN_RULES } },
    listPriceLists: { params: instrument },
    createPriceList: {
      params: instrument,
      body: {
        chargingMode: 'reservation',
        items: [
          {
            userKind: 'company',
            item: 'machine_hour',
            testItemId: null,
            name: '',
            unitFen: 36_000,
          },
        ],
        offPeak: [],
        minimumFen: 0,
        subsidyPerHourFen: 0,
        validFrom: '2027-11-25',
      },
    },
    withdrawPriceList: { params: { ...instrument, listId: 'NOSUCHLIST' } },
    createQuote: { body: SLOT },
    createBooking: { body: SLOT },
    listBookings: {},
    getBooking: { params },
    payBooking: { params, body: {} },
    decideApproval: { params, body: { decision: 'approve' } },
    changeBooking: { params, body: { purpose: '表面形貌' } },
    quoteChange: { params, body: { startsAt: SLOT.startsAt, endsAt: SLOT.endsAt } },
    cancelBooking: { params, body: { reason: '计划有变' } },
    proposeEnd: { params, body: { endsAt: SLOT.endsAt } },
    refuseAppeal: { params, body: { reason: '查过录像' } },
    getCheckIn: { params },
    findCheckIn: { params: { code: 'NOSUCHCODE' } },
    getInstrumentLabel: { params: instrument },
    resolveDispute: { params, body: { decision: 'reopen', reason: '已补测' } },
    appealBooking: { params, body: { reason: '路上堵车' } },
    waiveBooking: { params, body: { reason: '情有可原' } },
    startBooking: { params, body: {} },
    finishBooking: { params, body: {} },
    releaseResult: { params, raw: form },
    checkResult: { params: { ...params, resultId: 'NOSUCHRESULT' }, body: { decision: 'release' } },
    listResults: { params },
    listDownloads: { params },
    describeUploads: {},
    createUpload: {},
    createChunkedUpload: { body: { name: 'a.csv', sizeBytes: 1 } },
    readUpload: { params: { id: 'NOSUCHUPLOAD' } },
    continueUpload: { params: { id: 'NOSUCHUPLOAD' } },
    dropUpload: { params: { id: 'NOSUCHUPLOAD' } },
    sendChunk: { params: { id: 'NOSUCHUPLOAD', number: '0' }, raw: form },
    createDownloadLink: { params: { ...params, fileId: 'NOSUCHFILE' } },
    download: { params: { token: 'not-a-link-at-all' } },
    acceptResult: { params },
    disputeResult: { params, body: { reason: '数据不全' } },
    createReview: { params, body: { scores: { quality: 5, speed: 5, attitude: 5, value: 5 } } },
    getReview: { params },
    changeReview: { params, body: { scores: { quality: 5, speed: 5, attitude: 5, value: 5 } } },
    listReviewVersions: { params: { id: 'NOSUCHREVIEW' } },
    replyToReview: { params: { id: 'NOSUCHREVIEW' }, body: { text: '谢谢' } },
    appealReview: { params: { id: 'NOSUCHREVIEW' }, body: { reason: '不实' } },
    judgeReview: {
      params: { id: 'NOSUCHREVIEW' },
      body: { decision: 'restore', reason: '属实' },
    },
    listReviewAppeals: {},
    getGroup: { params: group },
    changeGroup: { params: group, body: { asksPrincipal: false } },
    addMember: { params: group, body: { userId: 'NOSUCHPERSON', limitFen: null } },
    setMemberLimit: { params: { ...group, userId: 'NOSUCHMEMBER' }, body: { limitFen: null } },
    removeMember: { params: { ...group, userId: 'NOSUCHMEMBER' } },
    listAccounts: {},
    listGrants: {},
    listProgrammes: {},
    proveLedger: {},
    getDistribution: { params: unit },
    setDistribution: { params: unit, body: { crewPercent: 0, groupPercent: 0 } },
    listCredits: { params: unit },
    setCredit: { params: unit, body: { payer: { kind: 'group', id: 'GROUPOWN' }, limitFen: 0 } },
    listBankTransfers: { params: unit },
    recordBankTransfer: {
      params: unit,
      body: { reference: bookingId, amountFen: 1, receivedAt: '2026-11-24T01:00:00.000Z' },
    },
    reconcileBankTransfer: {
      params: { id: 'NOSUCHTRANSFER' },
      body: { payer: { kind: 'group', id: 'GROUPOWN' } },
    },
    getRunBoard: {},
    listHandoverNotes: { params: { id: 'UNITOWN' } },
    writeHandoverNote: { params: { id: 'UNITOWN' }, body: { text: '别关机' } },
    finishHandoverNote: { params: { id: 'NOSUCHNOTE' }, body: { isDone: true } },
    setRunShowing: { params: { id: 'UNITOWN' }, body: { isShown: false } },
    listRunStates: { query: { ids: INSTRUMENTS.sem } },
    getRunDay: { params: instrument },
    handleRunAlarm: { params: { id: 'NOSUCHALARM' }, body: { step: 'take' } },
    getRunState: { params: instrument },
    listRunSegments: { params: instrument, query: span },
    listRunDays: { params: instrument, query: { from: '2026-11-01', to: '2026-11-24' } },
    listReadings: { params: instrument, query: span },
    getRunModel: { params: instrument },
    previewRunCorrection: { params: instrument, body: { ...span, state: 'standby' } },
    correctRun: { params: instrument, body: { ...span, state: 'standby' } },
    withdrawRunCorrection: { params: { ...instrument, correctionId: 'NOSUCHWORD' } },
    getRunEvidence: { params },
    listBulletins: {},
    getBulletin: { params: { id: 'NOSUCHBULLETIN' } },
    listBulletinItems: { params: { id: 'NOSUCHBULLETIN' } },
    listEarlierItems: { params: { id: 'NOSUCHBULLETIN' } },
    getBulletinSheet: { params: { id: 'NOSUCHBULLETIN' } },
    getBulletinPdf: { params: { id: 'NOSUCHBULLETIN' } },
    createBulletin: { body: { period: '2026-09' } },
    publishBulletin: { params: { id: 'NOSUCHBULLETIN' }, body: { sha256: '0'.repeat(64) } },
    answerBulletin: {
      params: { id: 'NOSUCHBULLETIN' },
      body: { unitId: 'UNITOWN', itemId: null, text: '检修', action: '已修好' },
    },
    listNotices: {},
    readNotices: { body: {} },
    listSavedSearches: {},
    createSavedSearch: { body: { query: { q: '扫描电镜' }, notify: false } },
    changeSavedSearch: { params: { id: 'NOSUCHSEARCH' }, body: { notify: true } },
    deleteSavedSearch: { params: { id: 'NOSUCHSEARCH' } },
    listRecommended: {},
    noteShown: { body: { items: [{ instrumentId: INSTRUMENTS.sem, reason: 'popular' }] } },
    noteOpened: { body: { instrumentIds: [INSTRUMENTS.sem] } },
    getInterests: {},
    setInterests: { body: { areas: ['materials'], weeklyNotices: 3 } },
    listCalendarFeeds: {},
    makeCalendarFeed: { params: { kind: 'mine' } },
    revokeCalendarFeed: { params: { kind: 'mine' } },
    readCalendarFeed: { params: { token: 'not-an-address-at-all' } },
    getBookingCalendar: { params },
    getNoticePreferences: {},
    setNoticePreferences: { body: { choices: CHOICES, quiet: null } },
    setEmail: { body: { address: 'someone@example.com' } },
    verifyEmail: { body: { code: '000000' } },
    removeEmail: {},
    linkAlipay: { body: { authCode: 'no such consent' } },
    unlinkAlipay: {},
    leaveChannel: { params: { token: 'not-a-token-at-all' } },
    listSensors: { query: { unitId: 'UNITOWN' } },
    registerSensor: { body: { unitId: 'UNITOWN', code: 'S-0417', kind: 'dayi' } },
    bindSensor: { body: { sensorCode: 'NOSUCHSENSOR', instrumentId: INSTRUMENTS.sem } },
    unbindSensor: { params: { id: 'NOSUCHSENSOR' } },
    renewSensorKey: { params: { id: 'NOSUCHSENSOR' } },
    revokeSensorKey: { params: { id: 'NOSUCHSENSOR' } },
    postReadings: { body: { readings: [] } },
    listAuditEvents: {},
  };
}

const REFUSALS = ['auth.required', 'access.forbidden', 'booking.not_found', 'group.not_found'];

/** Nobody made the booking for its owner, its payer asks no principal, its instrument has a crew. */
const isMet = ({ within }: Grant) => !['principal', 'maker', 'crewless'].includes(within);

/** What the table says of a role that stands so to the booking; lists ask for the role alone. */
function isAllowed(route: RouteName, role: Role, relation: Relation): boolean {
  const access = policy[route];
  if (typeof access === 'string') return true;
  // Crews hand over within their unit: another crew of it has its own notes, and those for all.
  const isHandover = routes[route].path === '/api/v1/units/:id/handover-notes';
  if (isHandover && role === 'operator' && relation === 'sibling') return true;
  // The form names the company.
  const isAboutObject =
    route === 'applyForVoucher' ||
    /(bookings\/:id|:id\/(blocks|rules|price-lists|label|run-[a-z]+|readings)|(units|groups)\/:id)/.test(
      routes[route].path,
    );
  return access.some(
    (grant) =>
      grant.role === role &&
      (grant.within === 'any' || !isAboutObject || (relation === 'own' && isMet(grant))),
  );
}

let world: World;
let bookingId: string;

beforeAll(async () => {
  world = await createWorld({
    startsAt: '2026-11-24T01:42:00.000Z',
    fill: async (deps) => {
      await plantSmallProvince(deps);
      for (const role of ROLES) {
        for (const relation of RELATIONS) {
          const id = `${role}-${relation}`;
          const [kind, scopes] = SCOPES[role];
          await deps.db('users').insert({
            id,
            persona: personaOf(role, relation),
            name: id,
            created_at: deps.clock.now(),
          });
          await deps.db('role_grants').insert({
            id: `G${id}`,
            user_id: id,
            role,
            scope_kind: kind,
            scope_id: scopes[relation],
            granted_at: deps.clock.now(),
          });
        }
      }
    },
  });
  const owner = await signInAs(world.url, personaOf('researcher', 'own'));
  const held = await owner.make('createBooking', { body: SLOT });
  bookingId = held.body.id;
  // The officer's company pays for it, so that every role has a booking of its own to ask about.
  await world.deps
    .db('bookings')
    .where({ id: bookingId })
    .update({ payer_kind: 'company', payer_id: 'COMPANYOWN' });
});
afterAll(async () => {
  await world.stop();
});

const asked = (Object.keys(routes) as RouteName[]).filter((route) => route !== 'endSession');

describe.each(ROLES)('%s', (role) => {
  test.each(RELATIONS)('of the %s scope meets what the policy table says', async (relation) => {
    const client = await signInAs(world.url, personaOf(role, relation));
    const verdicts: Record<string, string> = {};
    const expected: Record<string, string> = {};
    for (const route of [...asked, 'endSession' as const]) {
      const answer = await client.make(route, samples(bookingId)[route]);
      const isRefused = answer.status >= 400 && REFUSALS.includes(answer.problem.code);
      verdicts[route] = isRefused ? 'refused' : 'let in';
      expected[route] = isAllowed(route, role, relation) ? 'let in' : 'refused';
    }
    expect(verdicts).toEqual(expected);
  });
});

test('a visitor is let in to what is open to anyone, and asked to sign in elsewhere', async () => {
  const visitor = new Client(world.url);
  for (const route of asked) {
    const answer = await visitor.make(route, samples(bookingId)[route]);
    const isAsked = answer.status === 401 && answer.problem.code === 'auth.required';
    expect([route, isAsked]).toEqual([route, policy[route] !== 'anyone']);
  }
});

test.each(RELATIONS)('lists hold nothing of another scope (%s)', async (relation) => {
  const operator = await signInAs(world.url, personaOf('operator', relation));
  const admin = await signInAs(world.url, personaOf('unit_admin', relation));
  const officer = await signInAs(world.url, personaOf('company_officer', relation));
  await world.deps.db('bookings').where({ id: bookingId }).update({ state: 'requested' });
  const seen = await Promise.all([
    operator.call('listBookings', { query: { role: 'crew' } }),
    admin.call('listBookings', { query: { role: 'crew' } }),
    officer.call('listBookings', { query: { role: 'company' } }),
  ]);
  const expected = relation === 'own' ? [bookingId] : [];
  expect(seen.map(({ body }) => body.items.map(({ id }) => id))).toEqual([
    expected,
    expected,
    expected,
  ]);
  const auditor = await signInAs(world.url, personaOf('auditor', relation));
  const trail = await auditor.call('listAuditEvents', { query: { objectKind: 'booking' } });
  expect(trail.body.items.length > 0).toBe(relation === 'own');
});

test('who sees a colleague’s booking as the company’s officer may still not act as its owner', async () => {
  // Holds both roles, as most officers do, but did not make this booking.
  const colleague = await signInAs(world.url, 'company');
  const params = { id: bookingId };
  expect((await colleague.call('getBooking', { params })).status).toBe(200);
  for (const route of ['payBooking', 'cancelBooking', 'acceptResult', 'createReview'] as const) {
    const answer = await colleague.make(route, samples(bookingId)[route]);
    expect([route, answer.problem.code]).toEqual([route, 'access.forbidden']);
  }
});

test('an auditor may read and change nothing', () => {
  const writes = (Object.keys(routes) as RouteName[]).filter((route) => {
    const access = policy[route];
    return (
      routes[route].method !== 'GET' &&
      typeof access !== 'string' &&
      access.some(({ role }) => role === 'auditor')
    );
  });
  expect(writes).toEqual([]);
});
