import { describe, expect, it } from 'vitest';
import { DAYS, weekInWords } from './week';

const open = (day: string, opens = '10:00', closes = '19:00') => ({ day, hours: { opens, closes } });

describe('a week in words', () => {
  it('puts days of the same hours together, and leaves out those that are closed', () => {
    expect(weekInWords([...DAYS.slice(0, 5).map((day) => open(day)), open('SATURDAY', '10:00', '14:00')])).toBe('lun–vie 10:00–19:00 · sáb 10:00–14:00');
  });

  it('keeps days apart that a closed one stands between, and both stretches of a day', () => {
    expect(weekInWords([open('MONDAY', '09:00', '13:00'), open('MONDAY', '16:00', '20:00'), open('WEDNESDAY', '09:00', '13:00'), open('WEDNESDAY', '16:00', '20:00')])).toBe('lun 09:00–13:00, 16:00–20:00 · mié 09:00–13:00, 16:00–20:00');
  });

  it('says nothing of a week without hours', () => {
    expect(weekInWords([])).toBe('');
  });
});
