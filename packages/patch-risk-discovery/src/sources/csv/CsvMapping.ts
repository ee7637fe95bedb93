import { z } from 'zod';

const columnName = z
  .string('must be the name of a column, as text')
  .min(1, 'must not be empty: write the name of a column')
  .max(200, 'must be at most 200 characters');

const columnNames = z.preprocess(
  value => (typeof value === 'string' ? [value] : value),
  z
    .array(columnName, 'must be the name of a column, or a list of names')
    .min(1, 'must name a column, or be left out')
    .max(50, 'must name at most 50 columns'),
);

const single = columnNames.optional();

const several = z
  .preprocess(
    value =>
      typeof value === 'string' || Array.isArray(value)
        ? { columns: value }
        : value,
    z.strictObject(
      {
        columns: columnNames,
        separator: z
          .string('must be text')
          .min(1, 'must be at least one character, such as ";"')
          .max(5, 'must be at most 5 characters')
          .optional(),
      },
      'must be the name of a column, or { "columns": [...], "separator": ";" }',
    ),
  )
  .optional();

const constant = z
  .string('must be text; quote numbers')
  .min(1, 'must not be empty: leave it out')
  .max(200, 'must be at most 200 characters')
  .optional();

/**
 * Shape of a mapping: which column of a CSV file holds what.
 *
 * @public
 */
export const csvMappingSchema = z.strictObject(
  {
    name: z
      .string('must be text: what the mapping is called')
      .min(1, 'must not be empty: write what the mapping is called')
      .max(100, 'must be at most 100 characters'),
    /** Detected where left out. */
    delimiter: z
      .enum([',', ';', '\t', '|'], 'must be ",", ";", "\\t" or "|"')
      .optional(),
    /** Of versions that a spreadsheet took for numbers (`2,8`). Detected where left out. */
    decimal: z.enum(['.', ','], 'must be "." or ","').optional(),
    /** Detected where left out. */
    encoding: z
      .enum(
        ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'],
        'must be "utf-8", "utf-16le", "utf-16be" or "windows-1252"',
      )
      .optional(),
    /** From 1; lines above it are not read. */
    headerLine: z
      .int('must be the number of a line, from 1')
      .min(1, 'must be the number of a line, from 1')
      .max(1000, 'must be at most 1000')
      .default(1),
    /** What to do where none of the columns that a field names is in the file. */
    missingColumns: z
      .enum(['refuse', 'ignore'], 'must be "refuse" or "ignore"')
      .default('refuse'),
    /**
     * Of a field with one value the first named column that the file has is read; of `macs`, `ips` and `hostnames`
     * all of them, split at `separator` if given, else at white space, comma, semicolon and bar.
     */
    columns: z.strictObject(
      {
        vendor: single,
        model: single,
        firmwareVersion: single,
        hardwareVersion: single,
        serial: single,
        operatingSystem: single,
        site: single,
        seenAt: single,
        macs: several,
        ips: several,
        hostnames: several,
      },
      'must be an object of fields with their columns',
    ),
    /** For every row that has no value of its own. */
    constants: z
      .strictObject(
        {
          vendor: constant,
          model: constant,
          firmwareVersion: constant,
          hardwareVersion: constant,
          operatingSystem: constant,
          site: constant,
        },
        'must be an object of fields with their values',
      )
      .default({}),
  },
  'must be an object with name and columns',
);

/**
 * Which column of a CSV file holds what.
 *
 * @public
 */
export type CsvMapping = z.infer<typeof csvMappingSchema>;
