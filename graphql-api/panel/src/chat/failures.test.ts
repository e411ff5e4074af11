import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, setLanguage } from '@/texts/language';
import { causeOf, useFailureWords } from './failures';

/** The codes that the server has words for. */
function known(channel: string, kind: string): string[] {
  const phrases = readFileSync(join('..', '..', 'integration-routes', 'src', 'main', 'resources', 'ar', 'isac', 'crm', 'channel', channel, 'phrases.properties'), 'utf8');
  return [...phrases.matchAll(new RegExp(`^${kind}\\.(\\d+)=`, 'gm'))].map((it) => it[1]!);
}

describe('why something was not delivered', () => {
  it('is known of every code that the server knows', () => {
    for (const channel of ['whatsapp', 'instagram']) {
      for (const code of [...known(channel, 'refused'), ...known(channel, 'broken')]) {
        expect(causeOf(channel.toUpperCase(), code), `${channel} ${code}`).not.toBe('other');
      }
    }
  });

  it('is said in every language and without a code', () => {
    for (const language of LANGUAGES) {
      setLanguage(language);
      const { result } = renderHook(() => useFailureWords());
      for (const code of [...known('whatsapp', 'refused'), '987654']) {
        const words = result.current('WHATSAPP', { code, message: `(#${code}) Some error` });
        expect(words).toMatch(/^[A-Z¿É].{15,}\.$/u);
        expect(words.replace('24', '')).not.toMatch(/\d|#/);
      }
    }
    setLanguage('es');
  });

  it('is in the words of whoever made the channel', () => {
    const { result } = renderHook(() => useFailureWords());
    expect(result.current('OTHER', { code: '7', message: 'Se apagó el fax.' })).toBe('Se apagó el fax.');
  });
});
