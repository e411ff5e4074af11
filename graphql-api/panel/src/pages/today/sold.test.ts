import { describe, expect, it } from 'vitest';
import { money } from '@/texts/format';
import { soldToday } from './sold';

const ZONE = 'America/Argentina/Buenos_Aires';
const NOW = new Date('2026-03-02T01:30:00Z');
const sale = (createdAt: string, status: string, amount: string) => ({ createdAt, status, total: { amount, currency: 'ARS' } });

describe('what was sold today', () => {
  it('is what was paid on the day of the shop, which begins at its own midnight', () => {
    const sold = soldToday([sale('2026-03-02T01:00:00Z', 'PAID', '1500000.50'), sale('2026-03-01T03:00:00Z', 'DELIVERED', '0.50'), sale('2026-03-01T02:59:00Z', 'PAID', '7')], ZONE, NOW, 100);
    expect(sold).toEqual({ hundredths: 150_000_100n, paid: 2, pending: 0, isAtLeast: false });
  });

  it('leaves out what was cancelled, and counts apart what is still to be paid', () => {
    const sold = soldToday([sale('2026-03-02T01:00:00Z', 'PENDING', '10'), sale('2026-03-02T00:00:00Z', 'CANCELLED', '10')], ZONE, NOW, 2);
    expect(sold).toEqual({ hundredths: 0n, paid: 0, pending: 1, isAtLeast: true });
  });

  it('is written exactly, however much it is', () => {
    expect(money(900_719_925_474_099_312n, 'ARS')).toBe('$9.007.199.254.740.993,12');
    expect(money(150_000_000n, 'ARS')).toBe('$1.500.000');
  });
});
