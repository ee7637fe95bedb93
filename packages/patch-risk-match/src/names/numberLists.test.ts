import { matchProduct } from './matchProduct';
import { numberLists } from './numberLists';
import { ProductIndex } from './ProductIndex';
import { readProductName } from './readProductName';

describe('numberLists', () => {
  it.each([
    [
      'MELSEC iQ-R series R08/16/120PSFCPU',
      ['R08PSFCPU', 'R16PSFCPU', 'R120PSFCPU'],
    ],
    [
      'MELSEC iQ-R Series R04/08(EN)CPU',
      ['R04CPU', 'R04ENCPU', 'R08CPU', 'R08ENCPU'],
    ],
    [
      'MELSEC Q series Q03UDECPU Q04/06UDEHCPU',
      ['Q04UDEHCPU', 'Q06UDEHCPU', 'Q03UDECPU'],
    ],
  ])('%s', (text, codes) => {
    const lead = text.slice(0, text.search(/[RQ]0/));
    expect(numberLists(text)).toEqual(codes.map(code => `${lead}${code}`));
  });

  it.each([
    'Network Management Card 2 for Modular 150/175kVA PDU (XRDP)',
    'LOGO! 12/24RCE (6ED1052-1MD08-0BA1)',
    'JetWave 2212X/2112S',
    'S7-1500',
    '<b>1/2</b>',
  ])('leaves %s alone', text => {
    expect(numberLists(text)).toEqual([]);
  });

  it('lets each model of a list be found, and no other', () => {
    const options = { vendorKeys: ['mitsubishi electric'] };
    const index = ProductIndex.create({
      ...options,
      products: ['MELSEC iQ-R series R08/16/32/120PSFCPU'],
    });
    const found = (model: string) => index.find(model).length;
    expect(found('MELSEC iQ-R R08PSFCPU')).toBe(1);
    expect(found('R120PSFCPU')).toBe(1);
    expect(found('R08SFCPU')).toBe(0);
    expect(found('R64PSFCPU')).toBe(0);
    expect(
      matchProduct(
        readProductName('R08PSFCPU', options),
        readProductName('R16PSFCPU', options),
      ),
    ).toBeUndefined();
  });
});
