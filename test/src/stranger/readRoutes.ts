import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../harness/root';

/** An operation of the API as its document describes it. */
export interface Route {
  method: string;
  /** With parameters in braces. */
  path: string;
  pathParameters: string[];
  queryParameters: string[];
}

interface Parameter {
  $ref?: string;
  name: string;
  in: string;
}

interface Operation {
  parameters?: Parameter[];
}

/** Every operation of openapi.yaml, so that one that is added is walked too. */
export function readRoutes(): Route[] {
  const document = parse(
    readFileSync(
      join(root, 'plugins/patch-risk-backend/src/schema/openapi.yaml'),
      'utf8',
    ),
  );
  const resolve = (parameter: Parameter): Parameter =>
    parameter.$ref
      ? document.components.parameters[
          parameter.$ref.replace('#/components/parameters/', '')
        ]
      : parameter;
  const paths: [string, Record<string, Operation>][] = Object.entries(
    document.paths,
  );
  return paths.flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const parameters = (operation.parameters ?? []).map(resolve);
      const namesIn = (place: string) =>
        parameters
          .filter(parameter => parameter.in === place)
          .map(({ name }) => name);
      return {
        method: method.toUpperCase(),
        path,
        pathParameters: namesIn('path'),
        queryParameters: namesIn('query'),
      };
    }),
  );
}
