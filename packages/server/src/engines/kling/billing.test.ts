import { expect, test } from 'vitest';
import { billOf, type Charge } from './billing.ts';

const cash = (amount: string, currency: string | null = 'USD'): Charge => ({
  kind: 'cash',
  amount,
  currency,
});
const units = (amount: string): Charge => ({ kind: 'unit', amount, currency: null });

test('dollars are taken as they are, and what is below a millionth is rounded up', () => {
  expect(billOf([cash('0.42')], undefined)).toBe(420_000n);
  expect(billOf([cash('0.4200001')], undefined)).toBe(420_001n);
  expect(billOf([cash('1'), cash('0.5')], undefined)).toBe(1_500_000n);
});

test('units are worth what the operator pays for them', () => {
  expect(billOf([units('3.5')], 0.14)).toBe(490_000n);
  expect(billOf([units('3.5'), cash('0.01')], 0.14)).toBe(500_000n);
});

test('what cannot be told in dollars is not told', () => {
  for (const charges of [
    [],
    [units('1')],
    [cash('1', 'CNY')],
    [cash('1', null)],
    [cash('much')],
    [cash('-1')],
  ])
    expect(billOf(charges, undefined)).toBeNull();
});

test('nothing of another kind costs nothing', () => {
  expect(billOf([units('0'), cash('0.2')], undefined)).toBe(200_000n);
});
