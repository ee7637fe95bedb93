import { announcedDay } from './announcedDay';
import { chooseRemediation } from './chooseRemediation';

describe('announcedDay', () => {
  it.each([
    ['The maker plans a new release by the end of Q3 2020.', '2020-09-30'],
    ['AS 4.6.5 (Planned release date: 2020-03-27) and higher', '2020-03-27'],
    ['An update is scheduled for the third quarter of 2020.', '2020-09-30'],
    ['A patch will be available by June 30, 2021.', '2021-06-30'],
    ['The fix is expected on 3 February 2024.', '2024-02-03'],
    ['Version 3.2 is scheduled to be released in Sept. 2018.', '2018-09-30'],
    ['Fixes will be provided in the first half of 2021.', '2021-06-30'],
    ['Firmware is planned for the end of 2020.', '2020-12-31'],
    ['Updates will be made from April 2017 to October 2017.', '2017-10-31'],
    [
      'Version 1 is planned Q1 2025. Version 2 is planned Q2 2025.',
      '2025-06-30',
    ],
  ])('reads %p', (text, day) => {
    expect(announcedDay(text)).toBe(day);
  });

  it.each([
    'Update to V2.9 or later.',
    'The update was released in October 2019.',
    'An update was scheduled for release in October 2017.',
    'The product will be end-of-life at the end of 2021; updates are planned no more.',
    'No fix is planned; support ends in June 2022.',
    'A fix is planned.',
    'A fix is planned for 2021-13-40.',
    'Patches of 2021 are expected to help.',
    'Certificates are planned to be revoked in Q3 2024.',
  ])('does not read a day into %p', text => {
    expect(announcedDay(text)).toBeUndefined();
  });

  it('is quick with long texts made to be slow', () => {
    for (const part of ['will be release ', '1 jan ', 'q', '. ', 'end of ']) {
      expect(announcedDay(part.repeat(2_000 / part.length))).toBeUndefined();
    }
  });
});

describe('a fix that is announced', () => {
  const today = '2024-05-01';
  const later = 'A fix is planned for July 2024.';

  it('is announced until its day, in words as by date', () => {
    const dated = { category: 'vendor_fix', details: '', date: '2024-07-01' };
    expect(chooseRemediation([dated], today)).toMatchObject({
      state: 'announced',
      plannedFor: '2024-07-01',
      announcedFor: '2024-07-01',
    });
    expect(chooseRemediation([dated], today).unplannedState).toBeUndefined();
    expect(chooseRemediation([dated], '2024-07-01')).toMatchObject({
      state: 'available',
      availableSince: '2024-07-01',
    });
    for (const [category, unplannedState] of [
      ['vendor_fix', 'available'],
      ['none_available', 'none_available'],
      ['workaround', 'unknown'],
    ]) {
      const worded = { category, details: later };
      expect(chooseRemediation([worded], today)).toMatchObject({
        state: 'announced',
        plannedFor: '2024-07-31',
        unplannedState,
      });
      expect(chooseRemediation([worded], '2024-07-31')).toMatchObject({
        state: unplannedState,
        announcedFor: '2024-07-31',
      });
    }
  });

  it('gives way to a fix that is there, and to the word that none is planned', () => {
    const words = { category: 'mitigation', details: later };
    expect(
      chooseRemediation([words, { category: 'vendor_fix', details: '' }], today)
        .state,
    ).toBe('available');
    for (const [category, state] of [
      ['no_fix_planned', 'no_fix_planned'],
      ['none_available', 'announced'],
    ]) {
      const other = { category, details: '' };
      expect(chooseRemediation([words, other], today).state).toBe(state);
      expect(chooseRemediation([other, words], today).state).toBe(state);
    }
    expect(
      chooseRemediation(
        [{ category: 'no_fix_planned', details: later }],
        today,
      ),
    ).toEqual({
      state: 'no_fix_planned',
      remediation: { category: 'no_fix_planned', details: later },
    });
  });

  it('is not read from the date of a workaround', () => {
    expect(
      chooseRemediation(
        [{ category: 'workaround', details: '', date: '2024-07-01' }],
        today,
      ),
    ).toMatchObject({ state: 'unknown' });
  });
});
