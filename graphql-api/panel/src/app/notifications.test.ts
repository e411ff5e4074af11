import { describe, expect, it } from 'vitest';
import { whereIs } from './notifications';
import type { Me } from './session';

const as = (role: Me['role']): Me => ({ role, name: 'Ana' }) as Me;
const ofChannel = { type: 'CHANNEL_PAUSED', conversation: null };

describe('where a piece of news leads', () => {
  it('is its conversation', () => {
    expect(whereIs({ type: 'HANDED_OVER', conversation: { id: 'c1' } }, as('ADVISOR'))).toBe('/inbox/c1');
  });

  it('is never a page that whoever hears of it may not see', () => {
    expect(whereIs(ofChannel, as('ADMIN'))).toBe('/channels');
    expect(whereIs(ofChannel, as('SUPERVISOR'))).toBe('/channels');
    expect(whereIs(ofChannel, as('ADVISOR'))).toBe('/today');
    expect(whereIs({ type: 'WEBHOOK_PAUSED', conversation: null }, as('ADMIN'))).toBe('/channels?part=webhooks');
    expect(whereIs({ type: 'WEBHOOK_PAUSED', conversation: null }, as('SUPERVISOR'))).toBeNull();
  });
});
