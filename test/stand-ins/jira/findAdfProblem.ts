import Ajv2020 from 'ajv/dist/2020';
import { AdfSchema } from './AdfSchema';

const validate = new Ajv2020({ strict: false }).compile(AdfSchema);

/** Says what is wrong with an Atlassian document, or nothing when it is well formed. */
export function findAdfProblem(document: unknown): string | undefined {
  if (validate(document)) {
    return undefined;
  }
  // The innermost complaint tells more than the list of alternatives that failed around it.
  const errors = [...(validate.errors ?? [])].sort(
    (left, right) => right.instancePath.length - left.instancePath.length,
  );
  return `${errors[0]?.instancePath || '/'} ${errors[0]?.message}`;
}
