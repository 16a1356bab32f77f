/** Every HTTP path of the product. Free of zod, so that the app can call by name. */
export const routes = {
  healthz: { method: 'GET', path: '/healthz' },
  readyz: { method: 'GET', path: '/readyz' },
  metrics: { method: 'GET', path: '/metrics' },
  openapi: { method: 'GET', path: '/api/v1/openapi.json' },

  createSession: { method: 'POST', path: '/api/v1/sessions' },
  refreshSession: { method: 'POST', path: '/api/v1/sessions/refresh' },
  endSession: { method: 'DELETE', path: '/api/v1/sessions/current' },
  listPersonas: { method: 'GET', path: '/api/v1/demo/personas' },
  getMe: { method: 'GET', path: '/api/v1/me' },
  updateMe: { method: 'PATCH', path: '/api/v1/me' },

  listInstruments: { method: 'GET', path: '/api/v1/instruments' },
  suggestInstruments: { method: 'GET', path: '/api/v1/instruments/suggest' },
  listRecommended: { method: 'GET', path: '/api/v1/instruments/recommended' },
  // Before the instrument that could be called so.
  listRunStates: { method: 'GET', path: '/api/v1/instruments/run-states' },
  getInstrument: { method: 'GET', path: '/api/v1/instruments/:id' },
  getCalendar: { method: 'GET', path: '/api/v1/instruments/:id/calendar' },
  listReviews: { method: 'GET', path: '/api/v1/instruments/:id/reviews' },

  noteFound: { method: 'POST', path: '/api/v1/searches/found' },

  listConcepts: { method: 'GET', path: '/api/v1/dictionary/concepts' },
  getConcept: { method: 'GET', path: '/api/v1/dictionary/concepts/:id' },
  createConcept: { method: 'POST', path: '/api/v1/dictionary/concepts' },
  setConcept: { method: 'PUT', path: '/api/v1/dictionary/concepts/:id' },
  retireConcept: { method: 'POST', path: '/api/v1/dictionary/concepts/:id/retirement' },
  listMisses: { method: 'GET', path: '/api/v1/dictionary/misses' },
  makeWish: { method: 'POST', path: '/api/v1/wishes' },
  listWishes: { method: 'GET', path: '/api/v1/wishes' },
  answerWish: { method: 'POST', path: '/api/v1/wishes/:id/answer' },

  listCalendars: { method: 'GET', path: '/api/v1/calendars' },
  listBlocks: { method: 'GET', path: '/api/v1/instruments/:id/blocks' },
  createBlock: { method: 'POST', path: '/api/v1/instruments/:id/blocks' },
  liftBlock: { method: 'DELETE', path: '/api/v1/blocks/:id' },

  listRunInstruments: { method: 'GET', path: '/api/v1/desk/instruments' },
  getRules: { method: 'GET', path: '/api/v1/instruments/:id/rules' },
  previewRules: { method: 'POST', path: '/api/v1/instruments/:id/rules/preview' },
  setRules: { method: 'PUT', path: '/api/v1/instruments/:id/rules' },
  listPriceLists: { method: 'GET', path: '/api/v1/instruments/:id/price-lists' },
  createPriceList: { method: 'POST', path: '/api/v1/instruments/:id/price-lists' },
  withdrawPriceList: { method: 'DELETE', path: '/api/v1/instruments/:id/price-lists/:listId' },

  createQuote: { method: 'POST', path: '/api/v1/quotes' },
  createBooking: { method: 'POST', path: '/api/v1/bookings' },
  listBookings: { method: 'GET', path: '/api/v1/bookings' },
  getBooking: { method: 'GET', path: '/api/v1/bookings/:id' },
  payBooking: { method: 'POST', path: '/api/v1/bookings/:id/payments' },
  decideApproval: { method: 'POST', path: '/api/v1/bookings/:id/approval' },
  changeBooking: { method: 'PATCH', path: '/api/v1/bookings/:id' },
  quoteChange: { method: 'POST', path: '/api/v1/bookings/:id/quotes' },
  cancelBooking: { method: 'POST', path: '/api/v1/bookings/:id/cancellation' },
  startBooking: { method: 'POST', path: '/api/v1/bookings/:id/start' },
  finishBooking: { method: 'POST', path: '/api/v1/bookings/:id/finish' },

  proposeEnd: { method: 'POST', path: '/api/v1/bookings/:id/times' },
  refuseAppeal: { method: 'POST', path: '/api/v1/bookings/:id/appeal/refusal' },
  getCheckIn: { method: 'GET', path: '/api/v1/bookings/:id/check-in' },
  findCheckIn: { method: 'GET', path: '/api/v1/check-ins/:code' },
  getInstrumentLabel: { method: 'GET', path: '/api/v1/instruments/:id/label' },

  resolveDispute: { method: 'POST', path: '/api/v1/bookings/:id/resolution' },
  appealBooking: { method: 'POST', path: '/api/v1/bookings/:id/appeal' },
  waiveBooking: { method: 'POST', path: '/api/v1/bookings/:id/waiver' },

  releaseResult: { method: 'POST', path: '/api/v1/bookings/:id/results' },
  listResults: { method: 'GET', path: '/api/v1/bookings/:id/results' },
  checkResult: { method: 'POST', path: '/api/v1/bookings/:id/results/:resultId/check' },
  listDownloads: { method: 'GET', path: '/api/v1/bookings/:id/results/downloads' },
  createDownloadLink: { method: 'POST', path: '/api/v1/bookings/:id/results/files/:fileId/links' },
  download: { method: 'GET', path: '/api/v1/downloads/:token' },

  describeUploads: { method: 'OPTIONS', path: '/api/v1/uploads' },
  createUpload: { method: 'POST', path: '/api/v1/uploads' },
  createChunkedUpload: { method: 'POST', path: '/api/v1/uploads/chunked' },
  readUpload: { method: 'GET', path: '/api/v1/uploads/:id' },
  continueUpload: { method: 'PATCH', path: '/api/v1/uploads/:id' },
  dropUpload: { method: 'DELETE', path: '/api/v1/uploads/:id' },
  sendChunk: { method: 'POST', path: '/api/v1/uploads/:id/chunks/:number' },

  acceptResult: { method: 'POST', path: '/api/v1/bookings/:id/acceptance' },
  disputeResult: { method: 'POST', path: '/api/v1/bookings/:id/dispute' },
  createReview: { method: 'POST', path: '/api/v1/bookings/:id/review' },
  getReview: { method: 'GET', path: '/api/v1/bookings/:id/review' },
  changeReview: { method: 'PUT', path: '/api/v1/bookings/:id/review' },
  listReviewVersions: { method: 'GET', path: '/api/v1/reviews/:id/versions' },
  replyToReview: { method: 'POST', path: '/api/v1/reviews/:id/reply' },
  appealReview: { method: 'POST', path: '/api/v1/reviews/:id/appeal' },
  judgeReview: { method: 'POST', path: '/api/v1/reviews/:id/judgement' },
  listReviewAppeals: { method: 'GET', path: '/api/v1/review-appeals' },

  getGroup: { method: 'GET', path: '/api/v1/groups/:id' },
  changeGroup: { method: 'PATCH', path: '/api/v1/groups/:id' },
  addMember: { method: 'POST', path: '/api/v1/groups/:id/members' },
  setMemberLimit: { method: 'PUT', path: '/api/v1/groups/:id/members/:userId/limit' },
  removeMember: { method: 'DELETE', path: '/api/v1/groups/:id/members/:userId' },

  listAccounts: { method: 'GET', path: '/api/v1/accounts' },
  getStatement: { method: 'GET', path: '/api/v1/accounts/:id/statement' },
  getStatementSheet: { method: 'GET', path: '/api/v1/accounts/:id/statement.xlsx' },
  getStatementPdf: { method: 'GET', path: '/api/v1/accounts/:id/statement.pdf' },
  listGrants: { method: 'GET', path: '/api/v1/vouchers/grants' },
  listProgrammes: { method: 'GET', path: '/api/v1/vouchers/programmes' },
  applyForVoucher: { method: 'POST', path: '/api/v1/vouchers/applications' },
  listVoucherApplications: { method: 'GET', path: '/api/v1/vouchers/applications' },
  decideVoucherApplication: { method: 'POST', path: '/api/v1/vouchers/applications/:id/decision' },
  withdrawVoucherApplication: {
    method: 'POST',
    path: '/api/v1/vouchers/applications/:id/withdrawal',
  },
  proveLedger: { method: 'GET', path: '/api/v1/ledger/proof' },

  getDistribution: { method: 'GET', path: '/api/v1/units/:id/distribution' },
  setDistribution: { method: 'PUT', path: '/api/v1/units/:id/distribution' },
  listCredits: { method: 'GET', path: '/api/v1/units/:id/credits' },
  setCredit: { method: 'PUT', path: '/api/v1/units/:id/credits' },
  listBankTransfers: { method: 'GET', path: '/api/v1/units/:id/bank-transfers' },
  recordBankTransfer: { method: 'POST', path: '/api/v1/units/:id/bank-transfers' },
  reconcileBankTransfer: { method: 'POST', path: '/api/v1/bank-transfers/:id/reconciliation' },

  getRunBoard: { method: 'GET', path: '/api/v1/monitoring/board' },
  setRunShowing: { method: 'PUT', path: '/api/v1/units/:id/run-showing' },
  getRunDay: { method: 'GET', path: '/api/v1/instruments/:id/run-day' },
  listHandoverNotes: { method: 'GET', path: '/api/v1/units/:id/handover-notes' },
  writeHandoverNote: { method: 'POST', path: '/api/v1/units/:id/handover-notes' },
  finishHandoverNote: { method: 'PUT', path: '/api/v1/handover-notes/:id/done' },
  handleRunAlarm: { method: 'POST', path: '/api/v1/monitoring/alarms/:id/handling' },
  getRunState: { method: 'GET', path: '/api/v1/instruments/:id/run-state' },
  listRunSegments: { method: 'GET', path: '/api/v1/instruments/:id/run-segments' },
  listRunDays: { method: 'GET', path: '/api/v1/instruments/:id/run-days' },
  listReadings: { method: 'GET', path: '/api/v1/instruments/:id/readings' },
  getRunModel: { method: 'GET', path: '/api/v1/instruments/:id/run-model' },
  previewRunCorrection: {
    method: 'POST',
    path: '/api/v1/instruments/:id/run-corrections/preview',
  },
  correctRun: { method: 'POST', path: '/api/v1/instruments/:id/run-corrections' },
  withdrawRunCorrection: {
    method: 'DELETE',
    path: '/api/v1/instruments/:id/run-corrections/:correctionId',
  },
  getRunEvidence: { method: 'GET', path: '/api/v1/bookings/:id/run-evidence' },

  listBulletins: { method: 'GET', path: '/api/v1/bulletins' },
  getBulletinSheet: { method: 'GET', path: '/api/v1/bulletins/:id.xlsx' },
  getBulletinPdf: { method: 'GET', path: '/api/v1/bulletins/:id.pdf' },
  getBulletin: { method: 'GET', path: '/api/v1/bulletins/:id' },
  listBulletinItems: { method: 'GET', path: '/api/v1/bulletins/:id/items' },
  listEarlierItems: { method: 'GET', path: '/api/v1/bulletins/:id/earlier-items' },
  createBulletin: { method: 'POST', path: '/api/v1/bulletins' },
  publishBulletin: { method: 'POST', path: '/api/v1/bulletins/:id/publication' },
  answerBulletin: { method: 'POST', path: '/api/v1/bulletins/:id/answers' },

  listNotices: { method: 'GET', path: '/api/v1/notices' },
  readNotices: { method: 'POST', path: '/api/v1/notices/read' },
  listSavedSearches: { method: 'GET', path: '/api/v1/saved-searches' },
  createSavedSearch: { method: 'POST', path: '/api/v1/saved-searches' },
  changeSavedSearch: { method: 'PATCH', path: '/api/v1/saved-searches/:id' },
  deleteSavedSearch: { method: 'DELETE', path: '/api/v1/saved-searches/:id' },
  noteShown: { method: 'POST', path: '/api/v1/recommendations/shown' },
  noteOpened: { method: 'POST', path: '/api/v1/recommendations/opened' },
  getInterests: { method: 'GET', path: '/api/v1/me/interests' },
  setInterests: { method: 'PUT', path: '/api/v1/me/interests' },

  listCalendarFeeds: { method: 'GET', path: '/api/v1/me/calendar-feed' },
  makeCalendarFeed: { method: 'PUT', path: '/api/v1/me/calendar-feed/:kind' },
  revokeCalendarFeed: { method: 'DELETE', path: '/api/v1/me/calendar-feed/:kind' },
  readCalendarFeed: { method: 'GET', path: '/api/v1/calendars/:token.ics' },
  listSensors: { method: 'GET', path: '/api/v1/sensors' },
  registerSensor: { method: 'POST', path: '/api/v1/sensors' },
  bindSensor: { method: 'POST', path: '/api/v1/sensors/bindings' },
  unbindSensor: { method: 'DELETE', path: '/api/v1/sensors/:id/binding' },
  renewSensorKey: { method: 'POST', path: '/api/v1/sensors/:id/key' },
  revokeSensorKey: { method: 'DELETE', path: '/api/v1/sensors/:id/key' },
  postReadings: { method: 'POST', path: '/api/v1/telemetry/readings' },
  getBookingCalendar: { method: 'GET', path: '/api/v1/bookings/:id/calendar.ics' },
  getNoticePreferences: { method: 'GET', path: '/api/v1/me/notice-preferences' },
  setNoticePreferences: { method: 'PUT', path: '/api/v1/me/notice-preferences' },
  setEmail: { method: 'PUT', path: '/api/v1/me/email' },
  verifyEmail: { method: 'POST', path: '/api/v1/me/email/verification' },
  removeEmail: { method: 'DELETE', path: '/api/v1/me/email' },
  linkAlipay: { method: 'PUT', path: '/api/v1/me/alipay' },
  unlinkAlipay: { method: 'DELETE', path: '/api/v1/me/alipay' },
  leaveChannel: { method: 'POST', path: '/api/v1/notices/unsubscriptions/:token' },
  listAuditEvents: { method: 'GET', path: '/api/v1/audit/events' },
} as const satisfies Record<string, { method: Method; path: `/${string}` }>;

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
export type RouteName = keyof typeof routes;

/** Path of the WebSocket, see `contracts/live.ts`. */
export const LIVE_PATH = '/api/v1/live';

/** Fills the `:params` of a route's path. Throws where one is missing. */
export function pathOf(name: RouteName, params: Record<string, string> = {}): string {
  return routes[name].path.replace(/:(\w+)/g, (_, key: string) => {
    const value = params[key];
    if (value === undefined) throw new Error(`${name} needs the path parameter ${key}`);
    return encodeURIComponent(value);
  });
}
