import { expect, it } from 'vitest';
import { ledTo } from './ledTo';

const word = (_: 'intent', value: string) => ({ HUMAN_REQUEST: 'Quiere una persona', PURCHASE_REQUEST: 'Quiere comprar' })[value] ?? value;

it('says the reading in words and leaves out the name of the rule', () => {
  expect(ledTo('HUMAN_REQUEST: asked-for-person', word)).toBe('Quiere una persona');
  expect(ledTo('PURCHASE_REQUEST: ready-to-buy IP15P-256-AZ × 1', word)).toBe('Quiere comprar · IP15P-256-AZ × 1');
  expect(ledTo('not-understood', word)).toBe('');
});

it('leaves sentences as they are', () => {
  expect(ledTo('El pago de $1.500.000 ARS de V-000012 fue desconocido', word)).toBe('El pago de $1.500.000 ARS de V-000012 fue desconocido');
});
