import { describe, expect, it } from 'vitest';
import { durationMs } from './rules';

describe('a duration of the server', () => {
  it.each([['PT48H', 172_800_000], ['PT5M', 300_000], ['P1DT2H', 93_600_000], ['PT0.5S', 500]])('%s is read', (value, ms) => expect(durationMs(value)).toBe(ms));

  it.each(['P', '48', 'ALL', ''])('«%s» is none', (value) => expect(durationMs(value)).toBeNull());
});
