/** One row of a file as it stands there: values by the words of its header. */
export interface TableRow {
  /** As a person counts in the file, its header being row 1. */
  row: number;
  values: Readonly<Record<string, unknown>>;
  /** Why the row could not be taken apart; its values are not to be used then. */
  broken?: string;
}

export type TableFault = 'unreadable' | 'empty' | 'not_utf8' | 'not_xlsx';

/** A file that cannot be read as a whole. */
export class TableFileError extends Error {
  override name = 'TableFileError';
  readonly fault: TableFault;
  readonly values: Readonly<Record<string, string | number>>;

  constructor(fault: TableFault, values: Record<string, string | number>) {
    super(`${fault} ${JSON.stringify(values)}`);
    this.fault = fault;
    this.values = values;
  }
}
