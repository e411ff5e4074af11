import { describe, expect, it } from 'vitest';
import { type Before, opposite } from './many';

const before: Before = { status: 'OPEN', control: 'HUMAN', priority: 'NORMAL', assignee: { __typename: 'Advisor', id: 'ana', name: 'Ana' }, tags: [{ __typename: 'Tag', id: 'vip', name: 'VIP', color: '#000' }], snoozedUntil: null };

describe('what was done to many', () => {
  it('is taken back by what sets each to how it was', () => {
    expect(opposite({ status: 'CLOSED' }, before)).toEqual({ status: 'OPEN' });
    expect(opposite({ assignee: 'leo' }, before)).toEqual({ assignee: 'ana' });
    expect(opposite({ assignee: 'leo' }, { ...before, assignee: null })).toEqual({ unassign: true });
    expect(opposite({ snoozeUntil: '2030-01-01T10:00:00Z', priority: 'HIGH' }, before)).toEqual({ status: 'OPEN', priority: 'NORMAL' });
    expect(opposite({ status: 'CLOSED' }, { ...before, snoozedUntil: '2999-01-01T10:00:00Z' })).toEqual({ snoozeUntil: '2999-01-01T10:00:00Z' });
  });

  it('leaves tags alone that were there before', () => {
    expect(opposite({ addTags: ['vip', 'new'] }, before)).toEqual({ removeTags: ['new'] });
    expect(opposite({ removeTags: ['vip', 'other'] }, before)).toEqual({ addTags: ['vip'] });
    expect(opposite({ addTags: ['vip'] }, before)).toBeNull();
    expect(opposite({ read: true }, before)).toBeNull();
  });
});
