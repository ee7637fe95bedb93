import { z } from 'zod';
import { csvMappingSchema } from '../csv/CsvMapping';
import { foldHeader } from '../csv/foldHeader';

const path = z
  .string('must be the path of a field, such as "vendor.name"')
  .min(1, 'must not be empty: write the path of a field')
  .max(200, 'must be at most 200 characters')
  .regex(
    /^[^.[\]]+(\[\])?(\.[^.[\]]+(\[\])?)*$/,
    'must be names with dots between them, with [] after a name that holds a list: "interfaces[].mac"',
  );

const paths = z
  .preprocess(
    value => (typeof value === 'string' ? [value] : value),
    z
      .array(path, 'must be the path of a field, or a list of paths')
      .min(1, 'must name a field, or be left out')
      .max(20, 'must name at most 20 fields'),
  )
  .optional();

/**
 * Shape of a mapping: which field of the objects of a JSON document holds what.
 *
 * @public
 */
export const jsonMappingSchema = z
  .strictObject(
    {
      name: csvMappingSchema.shape.name,
      /** Path of the list of objects; left out where the document itself is the list. */
      records: path.optional(),
      /** Of a field with one value the first that is there is read; of `macs`, `ips` and `hostnames` all. */
      fields: z.strictObject(
        {
          vendor: paths,
          model: paths,
          firmwareVersion: paths,
          hardwareVersion: paths,
          serial: paths,
          operatingSystem: paths,
          site: paths,
          seenAt: paths,
          macs: paths,
          ips: paths,
          hostnames: paths,
        },
        'must be an object of fields with their paths',
      ),
      /** For every object that has no value of its own. */
      constants: csvMappingSchema.shape.constants,
    },
    'must be an object with name and fields',
  )
  .superRefine(({ fields }, context) => {
    const known = new Map<string, string>();
    for (const [field, names] of Object.entries(fields)) {
      for (const name of names ?? []) {
        const other = known.get(foldHeader(name));
        if (other !== undefined && other !== name) {
          context.addIssue({
            code: 'custom',
            path: ['fields', field],
            message: `names "${name}" beside "${other}": paths must differ by more than case, "_" and "-"`,
          });
        }
        known.set(foldHeader(name), name);
      }
    }
    const told = ['serial', 'macs', 'ips', 'hostnames'] as const;
    if (told.every(field => fields[field] === undefined)) {
      context.addIssue({
        code: 'custom',
        path: ['fields'],
        message:
          'must name serial, macs, ips or hostnames, which tell devices apart',
      });
    }
  });

/**
 * Which field of the objects of a JSON document holds what.
 *
 * @public
 */
export type JsonMapping = z.infer<typeof jsonMappingSchema>;
