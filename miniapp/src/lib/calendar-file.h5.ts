import type { CalendarEvent } from './calendar-file';

/** Hands the file to the browser, which offers it to the calendar. */
export async function keepEvent({
  fileName,
  readFile,
}: CalendarEvent): Promise<'saved' | 'copied'> {
  const text = await readFile();
  const url = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  document.body.appendChild(link);
  link.click();
  link.remove();
  // The browser reads the file after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return 'saved';
}
