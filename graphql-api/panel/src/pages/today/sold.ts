/** What counts as sold: paid, whether or not it was handed over yet. */
const PAID = ['PAID', 'PAID_AWAITING_STOCK', 'DELIVERED'];

interface Sale {
  status: string;
  createdAt: string;
  total: { amount: string; currency: string };
}

export interface Sold {
  /** In hundredths of the currency's unit: decimals are never added as floats. */
  hundredths: bigint;
  paid: number;
  pending: number;
  /** Whether the sales at hand may not be all of the day. */
  isAtLeast: boolean;
}

const dayOf = (at: string | Date, timeZone: string): string => new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));

function hundredths(amount: string): bigint {
  const [whole = '0', part = ''] = amount.split('.');
  return BigInt(`${whole}${part.padEnd(2, '0').slice(0, 2)}`);
}

/** What was sold on the day of now in the shop's own zone; the sales come newest first, at most `most` of them. */
export function soldToday(sales: readonly Sale[], timeZone: string, now: Date, most: number): Sold {
  const today = dayOf(now, timeZone);
  const mine = sales.filter((it) => dayOf(it.createdAt, timeZone) === today);
  const paid = mine.filter((it) => PAID.includes(it.status));
  return {
    hundredths: paid.reduce((sum, it) => sum + hundredths(it.total.amount), 0n),
    paid: paid.length,
    pending: mine.filter((it) => it.status === 'PENDING').length,
    isAtLeast: mine.length === most,
  };
}
