/**
 * What kind of document a row comes from. `csaf` and `vex` are what vendors (and those who speak for
 * them) say themselves; `osv` and `nvd` are databases of others.
 *
 * @public
 */
export type AdviceSource = 'csaf' | 'vex' | 'osv' | 'nvd';
