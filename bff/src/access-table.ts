import type { RouteName } from '@dayi/shared/routes/index';
import type { Access, Grant } from './actor.ts';

const owner: Grant = { role: 'researcher', within: 'self' };
const officer: Grant = { role: 'company_officer', within: 'company' };
const crew: Grant = { role: 'operator', within: 'crew' };
/** The head of the group whose money a booking spends, where the group asks them. */
const principal: Grant = { role: 'researcher', within: 'principal' };
/** Where an instrument has no crew, its unit's administrators are the crew. */
const standIn: Grant = { role: 'unit_admin', within: 'crewless' };
const judges = [crew, standIn].map((grant): Grant => ({ ...grant, notOwn: true }));
/** Staff who made the booking on its owner's behalf. */
const maker: Grant = { role: 'operator', within: 'maker' };
const unit: Grant = { role: 'unit_admin', within: 'unit' };

/** Who judges between a unit and its users: the authority over it, never the unit. */
const offices: Grant[] = [
  { role: 'authority', within: 'region', notOwn: true },
  { role: 'platform_admin', within: 'platform', notOwn: true },
];

/** Who may deliver results to some booking; whose upload it is, the upload itself knows. */
const uploaders: readonly Grant[] = [
  { role: 'operator', within: 'any' },
  { role: 'unit_admin', within: 'any' },
];

/** Whose money a prepaid account holds, and the unit it lies with. */
const member: Grant = { role: 'researcher', within: 'group' };
const holders: readonly Grant[] = [owner, principal, member, officer, unit];

/** Who looks after a unit's sensors: its administrators and its crews; of which unit, the use case asks. */
const fitters: readonly Grant[] = [
  { role: 'operator', within: 'any' },
  { role: 'unit_admin', within: 'any' },
];

/** Who keeps the words that search knows. */
const keeper: Grant = { role: 'platform_admin', within: 'any' };

/** Who sees what instruments do: their crew, their unit, and the authority over it. */
const watchers: readonly Grant[] = [crew, unit, { role: 'authority', within: 'region' }];

/** Who reads bulletins: offices those of their region, units what names them. */
const bulletinReaders: readonly Grant[] = [unit, { role: 'authority', within: 'region' }];

/** Everyone with a part in a booking. */
const parties = [owner, principal, officer, crew, unit];

/** Who may do what: the one table that routes, presenters (`may`) and tests read. */
export const policy: Record<RouteName, Access> = {
  healthz: 'anyone',
  readyz: 'anyone',
  metrics: 'anyone',
  openapi: 'anyone',

  createSession: 'anyone',
  refreshSession: 'anyone',
  endSession: 'signed_in',
  listPersonas: 'anyone',
  getMe: 'signed_in',
  updateMe: 'signed_in',

  listInstruments: 'anyone',
  suggestInstruments: 'anyone',
  noteFound: 'signed_in',
  getInstrument: 'anyone',
  getCalendar: 'anyone',
  listCalendars: 'anyone',

  listConcepts: [keeper],
  getConcept: [keeper],
  createConcept: [keeper],
  setConcept: [keeper],
  retireConcept: [keeper],
  listMisses: [keeper, { role: 'authority', within: 'any' }],
  makeWish: 'signed_in',
  listWishes: [keeper],
  answerWish: [keeper],

  listBlocks: [crew, unit],
  createBlock: [crew, unit],
  liftBlock: [crew, unit],
  listRunInstruments: [crew, unit],
  getRules: [crew, unit],
  previewRules: [crew, unit],
  setRules: [crew, unit],
  listPriceLists: [crew, unit],
  createPriceList: [crew, unit],
  withdrawPriceList: [crew, unit],
  listReviews: 'anyone',

  createQuote: 'signed_in',
  createBooking: [
    { role: 'researcher', within: 'any' },
    { role: 'operator', within: 'any' },
  ],
  listBookings: [{ role: 'researcher', within: 'any' }, officer, crew, unit],
  getBooking: parties,
  payBooking: [owner, maker],
  decideApproval: [...judges, principal],
  changeBooking: [owner, crew, standIn],
  quoteChange: [owner, crew, standIn],
  cancelBooking: [owner, crew, standIn],
  resolveDispute: [{ ...unit, notOwn: true }],
  appealBooking: [owner],
  waiveBooking: judges,
  refuseAppeal: judges,
  // Owners only where they run the instrument themselves, and by its label.
  startBooking: [crew, standIn, owner],
  finishBooking: [crew, standIn, owner],
  proposeEnd: [owner],
  getCheckIn: [owner, maker],
  findCheckIn: [crew, standIn],
  getInstrumentLabel: [crew, unit],

  releaseResult: [crew, standIn],
  // Who judges a dispute sees what was delivered when; the files themselves are not theirs to read.
  listResults: [owner, crew, standIn, unit],
  checkResult: judges,
  listDownloads: [owner, crew, standIn],
  describeUploads: 'anyone',
  createUpload: uploaders,
  createChunkedUpload: uploaders,
  readUpload: uploaders,
  continueUpload: uploaders,
  dropUpload: uploaders,
  sendChunk: uploaders,
  createDownloadLink: [owner, crew, standIn],
  download: 'anyone',
  acceptResult: [owner],
  disputeResult: [owner],
  createReview: [owner],
  getReview: [owner, crew, unit],
  changeReview: [owner],
  listReviewVersions: 'anyone',
  replyToReview: judges,
  appealReview: [
    { ...crew, notOwn: true },
    { ...unit, notOwn: true },
  ],
  judgeReview: offices,
  listReviewAppeals: offices,

  getGroup: [principal, member],
  changeGroup: [principal],
  addMember: [principal],
  setMemberLimit: [principal],
  removeMember: [principal],

  listAccounts: [{ role: 'researcher', within: 'any' }, officer],
  getStatement: holders,
  getStatementSheet: holders,
  getStatementPdf: holders,
  listGrants: [officer],
  listProgrammes: 'signed_in',
  applyForVoucher: [officer],
  listVoucherApplications: [officer, { role: 'authority', within: 'region' }],
  decideVoucherApplication: [{ role: 'authority', within: 'region', notOwn: true }],
  withdrawVoucherApplication: [officer],
  proveLedger: [
    { role: 'authority', within: 'any' },
    { role: 'auditor', within: 'any' },
  ],
  getDistribution: [unit],
  setDistribution: [unit],
  listCredits: [unit],
  setCredit: [unit],
  listBankTransfers: [unit],
  recordBankTransfer: [unit],
  reconcileBankTransfer: [unit],

  getRunBoard: watchers,
  setRunShowing: [unit],
  // What a unit keeps to itself is left out; of one instrument, the use case asks.
  listRunStates: 'anyone',
  getRunDay: 'anyone',
  getRunState: 'anyone',
  handleRunAlarm: [crew, unit],
  // Of which crews' notes, the use cases ask.
  listHandoverNotes: [crew, unit],
  writeHandoverNote: [crew, unit],
  finishHandoverNote: [crew, unit],
  // Of which region's bulletins, and of which units in them, the use cases ask.
  listBulletins: bulletinReaders,
  getBulletin: bulletinReaders,
  listBulletinItems: bulletinReaders,
  listEarlierItems: bulletinReaders,
  getBulletinSheet: bulletinReaders,
  getBulletinPdf: bulletinReaders,
  createBulletin: [{ role: 'authority', within: 'region' }],
  publishBulletin: [{ role: 'authority', within: 'region' }],
  answerBulletin: [unit],
  listRunSegments: watchers,
  listRunDays: watchers,
  listReadings: watchers,
  getRunModel: watchers,
  previewRunCorrection: [crew, standIn],
  correctRun: [crew, standIn],
  withdrawRunCorrection: [crew, standIn],
  getRunEvidence: [crew, unit],

  listNotices: 'signed_in',
  readNotices: 'signed_in',
  listRecommended: 'signed_in',
  noteShown: 'signed_in',
  noteOpened: 'signed_in',
  getInterests: 'signed_in',
  setInterests: 'signed_in',
  listSavedSearches: 'signed_in',
  createSavedSearch: 'signed_in',
  // Another's is not there at all: the person's own are all that is looked among.
  changeSavedSearch: 'signed_in',
  deleteSavedSearch: 'signed_in',
  listCalendarFeeds: 'signed_in',
  makeCalendarFeed: 'signed_in',
  revokeCalendarFeed: 'signed_in',
  // Its address is the key: calendars cannot sign in.
  readCalendarFeed: 'anyone',
  getBookingCalendar: parties,
  getNoticePreferences: 'signed_in',
  setNoticePreferences: 'signed_in',
  setEmail: 'signed_in',
  verifyEmail: 'signed_in',
  removeEmail: 'signed_in',
  linkAlipay: 'signed_in',
  unlinkAlipay: 'signed_in',
  // Its token says whose mail it came with.
  leaveChannel: 'anyone',
  listSensors: fitters,
  registerSensor: fitters,
  bindSensor: fitters,
  unbindSensor: fitters,
  renewSensorKey: fitters,
  revokeSensorKey: fitters,
  // By a device's own key, which is no person's.
  postReadings: 'anyone',
  listAuditEvents: [
    { role: 'auditor', within: 'platform' },
    { role: 'auditor', within: 'region' },
    { role: 'auditor', within: 'unit' },
  ],
};
