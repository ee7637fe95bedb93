import { AddressSet } from '../AddressSet';
import { ALL_PORTS } from './ALL_PORTS';
import type { FirewallRule } from './FirewallRule';

/** Stands for a rule that could not be read: from here on nothing is certain. */
export function unreadableRule(number: string): FirewallRule {
  return {
    number,
    allow: false,
    source: AddressSet.everything,
    destination: AddressSet.everything,
    protocol: 'any',
    ports: ALL_PORTS,
    isCertain: false,
  };
}
