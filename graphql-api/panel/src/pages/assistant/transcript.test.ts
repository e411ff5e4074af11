import { describe, expect, it } from 'vitest';
import { sendersOf, transcriptOf } from './transcript';

describe('a trial', () => {
  it('is a chat of the shop’s own zone, whose messages are no burst', () => {
    const { transcript, ownName } = transcriptOf(['hola', 'tenés\niphone?'], 'America/Argentina/Buenos_Aires', new Date('2026-03-02T02:01:30Z'));

    expect(ownName).toBe('Local');
    expect(transcript).toBe('2026-03-01, 22:57:30 - Local: .\n2026-03-01, 22:59:30 - Cliente: hola\n2026-03-01, 23:01:30 - Cliente: tenés\niphone?');
  });

  it('of an exported chat offers whoever writes in it', () => {
    expect(sendersOf('12/3/26, 9:05 a. m. - Los mensajes están cifrados.\n12/3/26, 9:05 a. m. - Lucía: hola: una consulta\n12/3/26, 9:06 a. m. - Mi Local: ¡Hola!\n12/3/26, 9:07 a. m. - Lucía: dale')).toEqual(['Lucía', 'Mi Local']);
    expect(sendersOf('[12/03/26, 21:05:11] Lucía: hola\n[12/03/26, 21:05:12] ~ Shop: hi')).toEqual(['Lucía', '~ Shop']);
    expect(sendersOf('nada de esto: es un chat')).toEqual([]);
  });
});
