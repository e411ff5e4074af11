import { localeNow } from './language';

export const DAYS = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

export type Day = (typeof DAYS)[number];

interface Hours {
  opens: string;
  closes: string;
}

/** What a day of the week is called; the first of January 2024 was a Monday. */
export const weekday = (day: Day, weekday: 'long' | 'short' = 'long'): string => new Intl.DateTimeFormat(localeNow(), { weekday, timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + DAYS.indexOf(day))));

export const stretch = ({ opens, closes }: Hours): string => `${opens}–${closes}`;

/** A week in one line, days of the same hours together: «lun–vie 10:00–19:00 · sáb 10:00–14:00». Days without hours are left out. */
export function weekInWords(week: readonly { day: string; hours: Hours }[]): string {
  const runs: { from: Day; to: Day; hours: string }[] = [];
  for (const day of DAYS) {
    const hours = week.filter((it) => it.day === day).map((it) => stretch(it.hours)).join(', ');
    const last = runs.at(-1);
    if (hours === '') continue;
    if (last && last.hours === hours && DAYS.indexOf(last.to) === DAYS.indexOf(day) - 1) last.to = day;
    else runs.push({ from: day, to: day, hours });
  }
  return runs.map(({ from, to, hours }) => `${weekday(from, 'short')}${from === to ? '' : `–${weekday(to, 'short')}`} ${hours}`).join(' · ');
}
