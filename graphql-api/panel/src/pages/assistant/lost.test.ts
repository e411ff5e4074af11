import { describe, expect, it } from 'vitest';
import { mostAsked } from './lost';

const asked = (family: string, values: string[] = [], quantity = 1, product: { title: string; stock: number } | null = null) => ({ family, quantity, product, attributes: values.map((value) => ({ value })) });

describe('what was missing', () => {
  it('is counted by what was asked for, the most often asked for first', () => {
    const all = [asked('Funda'), asked('iPhone 15', ['128GB'], 2), asked('iPhone 15', ['128GB']), asked('iPhone 15', ['256GB'], 9)];
    expect(mostAsked(all, 2)).toEqual([{ name: 'iPhone 15 128GB', times: 2, units: 3, isBack: null }, { name: 'iPhone 15 256GB', times: 1, units: 9, isBack: null }]);
  });

  it('says of a single variant whether it is there again', () => {
    expect(mostAsked([asked('iPhone 15', ['azul'], 1, { title: 'iPhone 15 Azul', stock: 3 })], 5)).toEqual([{ name: 'iPhone 15 Azul', times: 1, units: 1, isBack: true }]);
  });
});
