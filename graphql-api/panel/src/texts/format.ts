import { localeNow, useLanguage } from './language';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${localeNow()} ${name}`;
  let known = formats.get(key);
  if (!known) formats.set(key, (known = new Intl.DateTimeFormat(localeNow(), options)));
  return known;
}

const DAY_MS = 86_400_000;

const startOfDay = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

export const clock = (at: string | Date): string => format('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** The day and the time to the second, in the zone of whoever looks. */
export const exactly = (at: string | Date): string => format('exactly', { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at));

export const shortDate = (at: string | Date): string => format('short', { day: 'numeric', month: 'short' }).format(new Date(at));

export const dateAndTime = (at: string | Date): string => format('both', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));

/** The time for today, the day of the week within one, the date for what is older: as a list of chats shows it. */
export function listTime(at: string, now = new Date()): string {
  const then = new Date(at);
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
  if (days <= 0) return clock(then);
  if (days < 7) return format('weekday', { weekday: 'short' }).format(then);
  return then.getFullYear() === now.getFullYear() ? shortDate(then) : format('year', { day: '2-digit', month: '2-digit', year: '2-digit' }).format(then);
}

/** «hoy», «ayer», or the day. */
export function dayName(at: string, now = new Date()): string {
  const then = new Date(at);
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
  if (Math.abs(days) <= 1) return new Intl.RelativeTimeFormat(localeNow(), { numeric: 'auto' }).format(-days, 'day');
  return format(then.getFullYear() === now.getFullYear() ? 'day' : 'dayOfYear', {
    weekday: 'long', day: 'numeric', month: 'long', ...(then.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }),
  }).format(then);
}

export const sameDay = (a: string, b: string): boolean => startOfDay(new Date(a)) === startOfDay(new Date(b));

/** How long, in the two largest units: «3 h 12 min». */
export function span(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / 60_000));
  const [d, h, m] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  if (d > 0) return h > 0 ? `${d} d ${h} h` : `${d} d`;
  return h > 0 ? `${h} h ${m} min` : `${m} min`;
}

export function bytes(size: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, size)) / 3));
  return `${(size / 1000 ** power).toLocaleString(localeNow(), { maximumFractionDigits: 1 })} ${units[power]}`;
}

export const count = (value: number): string => value.toLocaleString(localeNow());

export const percent = (share: number): string => share.toLocaleString(localeNow(), { style: 'percent', maximumFractionDigits: 0 });

/** An amount in hundredths of the currency's unit, as the API writes amounts: whole where it has no cents. */
export function money(hundredths: bigint, currency: string): string {
  const isWhole = hundredths % 100n === 0n;
  const exact = `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}` as Intl.StringNumericLiteral;
  return new Intl.NumberFormat(localeNow(), { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: isWhole ? 0 : 2, maximumFractionDigits: isWhole ? 0 : 2 }).format(exact).replace(/^(\D+?)\s/u, '$1');
}

/** Lets a component that formats render anew when the language changes. */
export const useFormats = useLanguage;
