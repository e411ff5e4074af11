import type { Tone } from '.';

/** How well or badly a quote stands, as a colour. */
export const QUOTE_TONES: Readonly<Record<string, Tone>> = { PENDING: 'warn', ACCEPTED: 'good', REJECTED: 'bad', EXPIRED: 'plain' };

/** How well or badly a sale stands, as a colour. */
export const SALE_TONES: Readonly<Record<string, Tone>> = { PENDING: 'warn', PAID_AWAITING_STOCK: 'bad', PAID: 'good', DELIVERED: 'good', CANCELLED: 'plain', REFUNDED: 'plain' };
