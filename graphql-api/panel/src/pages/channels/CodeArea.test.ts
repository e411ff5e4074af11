import { describe, expect, it } from 'vitest';
import { offsetOf } from './CodeArea';

describe('a place in a text', () => {
  const TEXT = 'uno\ndos tres\n\nfin';

  it.each([[1, 1, 0], [2, 5, 8], [3, 1, 13], [4, null, 14]])('line %i, column %s', (line, column, offset) => expect(offsetOf(TEXT, line, column)).toBe(offset));

  it('that is behind the end of its line or of all is at that end', () => {
    expect(offsetOf(TEXT, 1, 99)).toBe(3);
    expect(offsetOf(TEXT, 99, 1)).toBe(TEXT.length);
  });
});
