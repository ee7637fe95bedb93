import { cleanText, type RecordProblem } from '@patch-risk/match';
import { jsonMappingSchema, type JsonMapping } from './jsonMappingSchema';

/**
 * Validates a mapping that a person wrote or saved.
 *
 * @param input - parsed JSON
 * @param options - `record` is what the mapping is called in problems
 * @returns the mapping with its defaults, or every problem with the field and the remedy
 *
 * @public
 */
export function parseJsonMapping(
  input: unknown,
  options: { record: string },
):
  | { mapping: JsonMapping; problems: [] }
  | { mapping?: undefined; problems: RecordProblem[] } {
  const parsed = jsonMappingSchema.safeParse(input);
  if (parsed.success) {
    return { mapping: parsed.data, problems: [] };
  }
  return {
    problems: parsed.error.issues.map((issue): RecordProblem => {
      const path = issue.path.map(String);
      const names = issue.code === 'unrecognized_keys' ? issue.keys : [];
      const field = cleanText([...path, ...names.slice(0, 1)].join('.'), 200);
      return {
        record: options.record,
        field: field || 'the mapping',
        reason:
          issue.code === 'unrecognized_keys'
            ? 'is not a field of a mapping'
            : cleanText(issue.message, 300),
        remedy: `Correct ${field || 'the mapping'} and save the mapping again`,
      };
    }),
  };
}
