import { expect, test } from 'vitest';
import { cents, inWords, sums } from './deal';

test('amounts are exact, whatever their decimals', () => {
  expect(cents('1500000.00')).toBe(150_000_000n);
  expect(cents('0.1')).toBe(10n);
  expect(cents('7')).toBe(700n);
  expect(cents('9007199254740993.01')).toBe(900_719_925_474_099_301n);
});

test('each line is rounded half up by itself, as the server does', () => {
  const line = { unitPrice: '0.05', quantity: 1, discountBasisPoints: 1_000 };
  expect(sums([line, line])).toEqual({ subtotal: 10n, discount: 2n, total: 8n });
  expect(sums([{ unitPrice: '1500000.00', quantity: 2, discountBasisPoints: 500 }])).toEqual({ subtotal: 300_000_000n, discount: 15_000_000n, total: 285_000_000n });
  expect(sums([])).toEqual({ subtotal: 0n, discount: 0n, total: 0n });
});

test('cents are told where there are any', () => {
  expect(inWords(150_000_000n, 'ARS', 'es-AR')).toMatch(/1\.500\.000$/);
  expect(inWords(150_000_050n, 'ARS', 'es-AR')).toMatch(/1\.500\.000,50$/);
});
