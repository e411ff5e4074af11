import { describe, expect, it } from 'vitest';
import { asked } from './asked';

describe('what is asked in the composer', () => {
  it.each([
    ['/pro', 'reply', { kind: '/', words: 'pro', from: 0 }],
    ['hola /pro', 'reply', { kind: '/', words: 'pro', from: 5 }],
    ['#iphone 15 pro', 'reply', { kind: '#', words: 'iphone 15 pro', from: 0 }],
    ['para @ana', 'note', { kind: '@', words: 'ana', from: 5 }],
  ] as const)('is found in «%s»', (text, mode, found) => expect(asked(text, mode)).toEqual(found));

  it.each([['24/7', 'reply'], ['a@ana', 'note'], ['@ana', 'reply'], ['#x', 'note'], ['http://a/b', 'reply']] as const)('is nothing in «%s» (%s)', (text, mode) => expect(asked(text, mode)).toBeNull());
});
