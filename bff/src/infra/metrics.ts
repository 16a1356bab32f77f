import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** A registry of its own per process, so that tests can build several apps side by side. */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: 'dayi_http_request_seconds',
      help: 'Time from request to answer, by route and status',
      labelNames: ['route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    transactionRetries: new Counter({
      name: 'dayi_transaction_retries_total',
      help: 'Transactions run again, by the database error that asked for it',
      labelNames: ['errno'],
      registers,
    }),
    tasksDone: new Counter({
      name: 'dayi_tasks_total',
      help: 'Tasks worked off, by kind and outcome',
      labelNames: ['kind', 'outcome'],
      registers,
    }),
    outboxRelayed: new Counter({
      name: 'dayi_outbox_relayed_total',
      help: 'Outbox rows relayed, by topic',
      labelNames: ['topic'],
      registers,
    }),
    noticesSent: new Counter({
      name: 'dayi_notice_deliveries_total',
      help: 'Notices handed to mail and Alipay, by channel and outcome',
      labelNames: ['channel', 'outcome'],
      registers,
    }),
    recommendations: new Counter({
      name: 'dayi_recommendations_total',
      help: 'Recommended instruments that were shown and opened, by their first reason',
      labelNames: ['event', 'reason'],
      registers,
    }),
    readingsStored: new Counter({
      name: 'dayi_readings_stored_total',
      help: 'Sensor readings that are durable and were new',
      registers,
    }),
    readingsDuplicate: new Counter({
      name: 'dayi_readings_duplicate_total',
      help: 'Sensor readings that were there already',
      registers,
    }),
    readingsLate: new Counter({
      name: 'dayi_readings_late_total',
      help: 'Sensor readings older than the newest of their sensor',
      registers,
    }),
    readingsRejected: new Counter({
      name: 'dayi_readings_rejected_total',
      help: 'Sensor readings and messages that were not taken, by reason',
      labelNames: ['reason'],
      registers,
    }),
    readingsWaiting: new Gauge({
      name: 'dayi_readings_waiting',
      help: 'Sensor readings that wait for their commit',
      registers,
    }),
    readingsInsert: new Histogram({
      name: 'dayi_readings_insert_seconds',
      help: 'Time of one statement that stores readings',
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
      registers,
    }),
    readingsClassified: new Counter({
      name: 'dayi_readings_classified_total',
      help: 'Sensor readings that the classifier of their instrument has taken',
      registers,
    }),
    instrumentsWatched: new Gauge({
      name: 'dayi_instruments_watched',
      help: 'Instruments whose runs this process classifies',
      registers,
    }),
    liveSockets: new Gauge({
      name: 'dayi_live_sockets',
      help: 'Open WebSockets',
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
