import { cleanText, type RecordProblem } from '@patch-risk/match';
import { csvMappingSchema, type CsvMapping } from './CsvMapping';

const fields = Object.keys(csvMappingSchema.shape.columns.shape).join(', ');

/**
 * Validates a mapping that a person wrote or saved.
 *
 * @param input - parsed JSON
 * @param options - `record` is what the mapping is called in problems: its file or its name
 * @returns the mapping with its defaults, or every problem with the field and the remedy
 *
 * @public
 */
export function parseCsvMapping(
  input: unknown,
  options: { record: string },
):
  | { mapping: CsvMapping; problems: [] }
  | { mapping?: undefined; problems: RecordProblem[] } {
  const parsed = csvMappingSchema.safeParse(input);
  if (parsed.success) {
    return { mapping: parsed.data, problems: [] };
  }
  return {
    problems: parsed.error.issues.flatMap((issue): RecordProblem[] => {
      const path = issue.path.map(String);
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map(key => ({
          record: options.record,
          field: cleanText([...path, key].join('.'), 200),
          reason: 'is not a field of a mapping',
          remedy:
            path[0] === 'columns' && path.length === 1
              ? `Remove it, or use one of ${fields}`
              : 'Remove it, or look up how the field is called',
        }));
      }
      const field = path.join('.') || 'the mapping';
      return [
        {
          record: options.record,
          field,
          reason: issue.message,
          remedy: `Correct ${field} and save the mapping again`,
        },
      ];
    }),
  };
}
