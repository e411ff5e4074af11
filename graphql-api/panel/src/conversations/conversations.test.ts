import { describe, expect, it } from 'vitest';
import { type Conversation, laterStatus } from './conversations';
import { fits, isBefore } from './list';
import { Records, whileEventsLead } from '@/api/records';

const conversation = (change: Partial<Conversation> = {}): Conversation => ({
  __typename: 'Conversation', id: 'a',
  account: { __typename: 'ChannelAccount', id: 'acc', type: 'WHATSAPP', name: 'Demo', assistantMode: 'AUTO', assistantModeNow: 'AUTO', pause: null },
  customer: { __typename: 'Customer', id: 'cus', displayName: 'Ana', segment: 'RETAIL', handles: [] },
  status: 'OPEN', control: 'ASSISTANT', priority: 'NORMAL', assignee: null, tags: [], unreadCount: 0, lastActivityAt: '2026-01-01T10:00:00Z', awaitsAnswer: false,
  lastMessage: null, snoozedUntil: null, transfer: null, activities: [], drafts: [], escalation: null, silence: null, suggestion: null, replyWindow: { isOpen: true, closesAt: null, allows: ['ANY'] }, ...change,
});

describe('ticks', () => {
  it('never go back', () => {
    expect(laterStatus('SENT', 'READ')).toBe('READ');
    expect(laterStatus('DELIVERED', 'SENT')).toBe('DELIVERED');
    expect(laterStatus('PLAYED', 'READ')).toBe('PLAYED');
  });

  it('fail, and start anew at a retry', () => {
    expect(laterStatus('FAILED', 'SENT')).toBe('FAILED');
    expect(laterStatus('QUEUED', 'FAILED')).toBe('QUEUED');
    expect(laterStatus('QUEUED', 'UNKNOWN')).toBe('QUEUED');
  });
});

describe('a list', () => {
  it('holds what its filter asks for', () => {
    expect(fits(conversation(), {})).toBe(true);
    expect(fits(conversation(), { control: 'WAITING' })).toBe(false);
    expect(fits(conversation({ unreadCount: 2 }), { unreadOnly: true, status: 'OPEN', channel: 'WHATSAPP' })).toBe(true);
    expect(fits(conversation({ tags: [{ __typename: 'Tag', id: 't', name: 'VIP', color: '#fff' }] }), { tag: 't' })).toBe(true);
  });

  it('is of whoever looks', () => {
    const hers = conversation({ assignee: { __typename: 'Advisor', id: 'ana', name: 'Ana' } });
    expect(fits(hers, { mine: true, snoozed: false }, 'ana')).toBe(true);
    expect(fits(hers, { mine: true, snoozed: false }, 'leo')).toBe(false);
    expect(fits(conversation(), { mine: true }, null)).toBe(false);
    expect(fits(hers, { unassigned: true }, 'ana')).toBe(false);
    expect(fits(conversation({ snoozedUntil: '2030-01-01T10:00:00Z' }), { mine: false, snoozed: false }, 'ana')).toBe(false);
  });

  it('puts the last active first, and of the most urgent the longest quiet', () => {
    const older = conversation({ id: 'o', lastActivityAt: '2026-01-01T09:00:00Z' });
    const urgent = conversation({ id: 'u', priority: 'URGENT', lastActivityAt: '2026-01-01T11:00:00Z' });
    expect(isBefore(conversation(), older, 'LAST_ACTIVE_FIRST')).toBe(true);
    expect(isBefore(older, conversation(), 'LONGEST_QUIET_FIRST')).toBe(true);
    expect(isBefore(urgent, older, 'MOST_URGENT_FIRST')).toBe(true);
    expect(isBefore(older, conversation(), 'MOST_URGENT_FIRST')).toBe(true);
  });
});

describe('a record', () => {
  const records = () => new Records<Conversation>('Conversation', (it) => 'replyWindow' in it);

  it('does not go back to what the late answer to a change says', async () => {
    const all = records().ledByEvents();
    await whileEventsLead(async () => {
      all.put(conversation({ unreadCount: 0 }));
      await Promise.resolve();
      all.absorb({ sendMessage: { conversation: conversation({ unreadCount: 9 }) } });
    });
    expect(all.get('a')?.unreadCount).toBe(0);
  });

  it('shows what is expected until the server has answered', () => {
    const all = records();
    all.put(conversation());
    const settle = all.expect('a', { status: 'CLOSED' });
    expect(all.get('a')?.status).toBe('CLOSED');
    all.put(conversation({ unreadCount: 3 }));
    expect(all.get('a')).toMatchObject({ status: 'CLOSED', unreadCount: 3 });
    settle();
    expect(all.get('a')).toMatchObject({ status: 'OPEN', unreadCount: 3 });
  });

  it('is found anywhere in an answer, when it is whole', () => {
    const all = records();
    all.absorb({ x: { nodes: [conversation({ id: 'b' }), { __typename: 'Conversation', id: 'c' }] } });
    expect(all.get('b')).toBeDefined();
    expect(all.get('c')).toBeUndefined();
  });

  it('keeps news that came while an older answer was under way', async () => {
    const all = records();
    await all.during(async () => {
      all.put(conversation({ status: 'CLOSED' }));
      all.absorb([conversation()]);
    });
    expect(all.get('a')?.status).toBe('CLOSED');
  });
});
