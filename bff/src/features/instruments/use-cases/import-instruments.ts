import type { Deps } from '../../../deps.ts';
import type { TableRow } from '../../../infra/table-files/index.ts';
import { emit } from '../../../infra/outbox.ts';
import { inTransaction } from '../../../infra/transaction.ts';
import { writeAudit } from '../../audit/index.ts';
import { classGuesser } from '../domain/guess-class.ts';
import { corpusRow } from '../domain/corpus-row.ts';
import { textOf } from '../domain/import-cells.ts';
import { columnOf } from '../domain/import-columns.ts';
import type { ImportError } from '../domain/import-errors.ts';
import { decideRow } from '../domain/import-row.ts';
import { findKnownClasses } from '../dictionary-repository.ts';
import { hasInstruments } from '../repository.ts';
import { unitFinder } from './find-import-unit.ts';
import type { BatchRow } from './gather-import-rows.ts';
import { writeImportBatch } from './write-import-batch.ts';

export interface ImportOptions {
  /** What the rows came from, for the audit trail. */
  source: string;
  /** `search-corpus` takes the field names of the search test corpus and makes its units. */
  format: 'columns' | 'search-corpus';
  /** The unit of rows that name none. */
  unitCode?: string | undefined;
  /** Who imports; null for the platform's own commands. */
  actorId: string | null;
  /** Called for every broken row; a file may hold more errors than memory should. */
  onError?: (error: ImportError) => void;
  /** Called with the ids of each batch that was written, created or changed, after its commit. */
  onBatch?: (ids: readonly string[]) => Promise<void>;
  onProgress?: (report: ImportReport) => void;
}

export interface ImportReport {
  rows: number;
  created: number;
  changed: number;
  unchanged: number;
  /** Rows left out because something in them is wrong. */
  rejected: number;
  /** Headers that no column has; their values are not read. */
  unknownColumns: string[];
}

const BATCH = 500;

type ImportDeps = Pick<Deps, 'db' | 'clock' | 'newId' | 'random' | 'metrics' | 'wakeWorker'>;

/**
 * Imports instruments row by row: good rows are written in batches, each in its own transaction with
 * its audit line, broken ones are told to `onError` with row and column. The key of an instrument is
 * its unit and inner code; a row that is there already is changed where it differs, and importing the
 * same rows again changes nothing. Search documents are the caller's to refresh, in `onBatch`.
 */
export async function importInstruments(
  deps: ImportDeps,
  rows: AsyncIterable<TableRow>,
  options: ImportOptions,
): Promise<ImportReport> {
  const importId = deps.newId();
  const isCorpus = options.format === 'search-corpus';
  const classes = await findKnownClasses(deps.db);
  const classCodes = new Set(classes.map(({ code }) => code));
  const guessClass = classGuesser(classes);
  const findUnit = await unitFinder(deps, options.unitCode, isCorpus);
  const unknown = new Set<string>();
  const seen = new Set<string>();
  const report: ImportReport = {
    rows: 0,
    created: 0,
    changed: 0,
    unchanged: 0,
    rejected: 0,
    unknownColumns: [],
  };
  // Nothing is news where the catalogue is filled for the first time.
  const isNews = await hasInstruments(deps.db);
  let batch: BatchRow[] = [];

  const refuse = (errors: readonly ImportError[]) => {
    report.rejected += 1;
    for (const error of errors) options.onError?.(error);
  };

  const toColumns = (values: TableRow['values']) => {
    if (isCorpus) return corpusRow(values, guessClass);
    const cells: Record<string, unknown> = {};
    for (const [header, value] of Object.entries(values)) {
      const column = columnOf(header);
      if (column === undefined) unknown.add(header);
      else cells[column] = value;
    }
    return cells;
  };

  const take = async ({ row, values, broken }: TableRow) => {
    if (broken !== undefined) {
      refuse([{ row, column: '', code: 'import.bad_row', values: { reason: broken } }]);
      return;
    }
    const cells = toColumns(values);
    const decision = decideRow(row, cells, classCodes);
    const unit = await findUnit(row, cells);
    if (!decision.ok || 'code' in unit) {
      refuse([...('code' in unit ? [unit] : []), ...(decision.ok ? [] : decision.errors)]);
      return;
    }
    const { innerCode } = decision.instrument;
    const key = `${unit.found.id} ${innerCode}`;
    if (seen.has(key)) {
      refuse([
        { row, column: 'inner_code', code: 'import.duplicate', values: { value: innerCode } },
      ]);
      return;
    }
    seen.add(key);
    batch.push({ unit: unit.found, instrument: decision.instrument });
  };

  const write = async () => {
    if (batch.length === 0) return;
    const some = batch;
    batch = [];
    const { ids, ...counts } = await inTransaction(deps, async (trx) => {
      const outcome = await writeImportBatch(deps, trx, some);
      if (outcome.ids.length > 0) {
        await writeAudit(deps, trx, {
          actorId: options.actorId,
          action: 'instruments.imported',
          objectKind: 'import',
          objectId: importId,
          detail: {
            source: options.source,
            created: outcome.created,
            changed: outcome.changed,
            unchanged: outcome.unchanged,
          },
        });
      }
      if (isNews && outcome.opened.length > 0) {
        const payload = { instrumentIds: outcome.opened };
        await emit(deps, trx, { topic: 'instrument.opened', payload });
      }
      return outcome;
    });
    report.created += counts.created;
    report.changed += counts.changed;
    report.unchanged += counts.unchanged;
    if (ids.length > 0) await options.onBatch?.(ids);
    options.onProgress?.(report);
  };

  for await (const row of rows) {
    report.rows += 1;
    await take(row);
    if (batch.length === BATCH) await write();
  }
  await write();
  report.unknownColumns = [...unknown].filter((header) => !isBlank(header));
  return report;
}

const isBlank = (header: string) => textOf(header) === '';
