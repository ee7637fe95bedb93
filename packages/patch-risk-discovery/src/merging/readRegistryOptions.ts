import { macKind } from '../identity/macKind';
import type { MergeRules } from './MergeRules';
import type { ClaimCriterion, RegistryOptions } from './RegistryOptions';

/** The rules that do not change while a registry lives. */
export type FixedRules = Omit<
  MergeRules,
  'aliases' | 'statuses' | 'same' | 'different' | 'clocks'
>;

const ORDER: readonly ClaimCriterion[] = [
  'confidence',
  'recency',
  'precedence',
];

function numberOf(options: {
  name: string;
  value: number | undefined;
  otherwise: number;
  most: number;
}): number {
  const { name, value = options.otherwise, most } = options;
  if (!(value >= 0 && value <= most)) {
    throw new Error(
      `${name} cannot be ${value}: give a number from 0 to ${most}`,
    );
  }
  return value;
}

function orderOf(
  name: string,
  order: readonly ClaimCriterion[],
): readonly ClaimCriterion[] {
  const wrong = order.find(criterion => !ORDER.includes(criterion));
  if (wrong !== undefined) {
    throw new Error(`${name} cannot hold "${wrong}": give ${ORDER.join(', ')}`);
  }
  return order;
}

/** @throws Error naming the option, its value and the remedy */
export function readRegistryOptions(options: RegistryOptions): FixedRules {
  const {
    macKind: kindOf = macKind,
    claimOrder = ORDER,
    claimOrderOf = {},
  } = options;
  const order = orderOf('claimOrder', claimOrder);
  const orders = new Map(
    Object.entries(claimOrderOf).map(([field, own]) => [
      field,
      orderOf(`claimOrderOf.${field}`, own),
    ]),
  );
  const read = (name: string, value: number | undefined, otherwise: number) =>
    numberOf({ name, value, otherwise, most: 100_000 });
  const days = read('vanishAfterDays', options.vanishAfterDays, 30);
  const daysOf = new Map(
    Object.entries(options.vanishAfterDaysOf ?? {}).map(([source, own]) => [
      source,
      read(`vanishAfterDaysOf.${source}`, own, days),
    ]),
  );
  return {
    macKind: kindOf,
    precedence: options.precedence ?? [],
    claimOrder: field => orders.get(field) ?? order,
    conflictConfidence: numberOf({
      name: 'conflictConfidence',
      value: options.conflictConfidence,
      otherwise: 0.5,
      most: 1,
    }),
    hostnamesOfRouter: read('hostnamesOfRouter', options.hostnamesOfRouter, 8),
    vanishAfterDays: source => daysOf.get(source) ?? days,
  };
}
