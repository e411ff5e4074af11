import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PAGES } from '@/app/pages';
import { unfit } from '@/conversations/uploads';
import { setLanguage } from '@/texts/language';
import { dayName, span } from '@/texts/format';
import { asked } from './asked';
import { addressOf, readAddress } from './views';

describe('a list and its address', () => {
  it('say the same', () => {
    const address = addressOf('mine', { priority: 'HIGH', unreadOnly: true, search: 'iphone 15' }, 'MOST_URGENT_FIRST');
    expect(readAddress(new URLSearchParams(address))).toEqual({
      view: 'mine',
      added: { priority: 'HIGH', unreadOnly: true, search: 'iphone 15' },
      filter: { mine: true, snoozed: false, priority: 'HIGH', unreadOnly: true, search: 'iphone 15' },
      order: 'MOST_URGENT_FIRST',
    });
  });

  it('bear an address that says nonsense', () => {
    expect(readAddress(new URLSearchParams('view=nothing&order=UPSIDE_DOWN')).view).toBe('all');
  });
});

describe('what is asked in the composer', () => {
  it.each([
    ['/pro', 'reply', { kind: '/', words: 'pro', from: 0 }],
    ['hola /pro', 'reply', { kind: '/', words: 'pro', from: 5 }],
    ['#iphone 15 pro', 'reply', { kind: '#', words: 'iphone 15 pro', from: 0 }],
    ['para @ana', 'note', { kind: '@', words: 'ana', from: 5 }],
  ] as const)('is found in «%s»', (text, mode, found) => expect(asked(text, mode)).toEqual(found));

  it.each([['24/7', 'reply'], ['a@ana', 'note'], ['@ana', 'reply'], ['#x', 'note'], ['http://a/b', 'reply']] as const)('is nothing in «%s» (%s)', (text, mode) => expect(asked(text, mode)).toBeNull());
});

describe('a file', () => {
  it('is refused before it is sent when the channel would refuse it', () => {
    expect(unfit('WHATSAPP', { type: 'image/jpeg', size: 4_000_000 })).toBeNull();
    expect(unfit('WHATSAPP', { type: 'image/jpeg', size: 6_000_000 })).toEqual({ is: 'TOO_BIG', most: 5_000_000 });
    expect(unfit('WHATSAPP', { type: 'image/webp', size: 10 })).toEqual({ is: 'WRONG_KIND' });
    expect(unfit('INSTAGRAM', { type: 'application/pdf', size: 10 })).toBeNull();
    expect(unfit('INSTAGRAM', { type: 'text/plain', size: 10 })).toEqual({ is: 'WRONG_KIND' });
  });
});

describe('time', () => {
  it('is told in its two largest units', () => {
    expect(span(3 * 3_600_000 + 12 * 60_000)).toBe('3 h 12 min');
    expect(span(50 * 3_600_000)).toBe('2 d 2 h');
    expect(span(-5)).toBe('0 min');
  });

  it('is told in the language that was chosen', () => {
    const now = new Date('2026-03-02T15:00:00');
    expect(dayName('2026-03-01T15:00:00', now)).toBe('ayer');
    setLanguage('en');
    expect(dayName('2026-03-01T15:00:00', now)).toBe('yesterday');
    setLanguage('pt');
    expect(dayName('2026-03-01T15:00:00', now)).toBe('ontem');
    setLanguage('es');
  });
});

describe('the pages', () => {
  it('are served at their addresses', () => {
    const served = readFileSync('../src/main/java/ar/isac/crm/panel/PanelPages.java', 'utf8').match(/NAMES =\s+([^;]*);/)?.[1]?.replace(/["+\s]/g, '').split('|');
    expect(PAGES.map((it) => it.path).filter((it) => !served?.includes(it))).toEqual([]);
  });

  it('have keys of their own', () => {
    const keys = PAGES.map((it) => it.goKey).filter(Boolean);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
