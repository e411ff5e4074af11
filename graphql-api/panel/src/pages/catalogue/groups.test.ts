import { describe, expect, it } from 'vitest';
import { groupsOf } from './groups';

describe('words that mean the same, as they are written', () => {
  it('are a group a line, whatever parts them', () => {
    expect(groupsOf('celu, celular ,móvil\n\n  funda = case; estuche \n').map((it) => [it.line, it.terms])).toEqual([
      [1, ['celu', 'celular', 'móvil']],
      [3, ['funda', 'case', 'estuche']],
    ]);
  });

  it('keep a word that stands alone, so that somebody is told of it', () => {
    expect(groupsOf('funda,')).toEqual([{ line: 1, text: 'funda,', terms: ['funda'] }]);
  });
});
