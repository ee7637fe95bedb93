import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { identifiersOf } from './identifiersOf';
import { identifierVendor } from './identifierVendor';
import type { TreeProduct } from './ProductTree';
import { branchSchema } from './schema';

const MAX_DEPTH = 50;
const MAX_NODES = 500_000;

interface Step {
  category: string;
  name: string;
}

function lastName(path: readonly Step[], category: string): string | undefined {
  for (let index = path.length - 1; index >= 0; index -= 1) {
    if (path[index].category === category) {
      return path[index].name;
    }
  }
  return undefined;
}

function versionOf(path: readonly Step[]): string | undefined {
  const range =
    lastName(path, 'product_version_range') ??
    lastName(path, 'product_version');
  const additions = path
    .filter(
      ({ category }) =>
        category === 'service_pack' || category === 'patch_level',
    )
    .map(({ name }) => name);
  return [...(range ? [range] : []), ...additions].join(' ') || undefined;
}

/**
 * Walks nested branches to their products, without recursion: a hostile tree may be deep.
 *
 * @param options - `branches` as parsed from JSON; `fallbackVendor` where no branch names one;
 *   problems are added to `problems`.
 * @throws RangeError when the tree has more nodes than any real one.
 */
export function walkBranches(options: {
  branches: unknown[];
  fallbackVendor: string | undefined;
  record: string;
  problems: RecordProblem[];
}): TreeProduct[] {
  const { record, problems } = options;
  const products: TreeProduct[] = [];
  const open: { node: unknown; path: Step[]; field: string }[] = [];
  const push = (nodes: unknown[], path: Step[], field: string) => {
    for (let index = nodes.length - 1; index >= 0; index -= 1) {
      open.push({ node: nodes[index], path, field: `${field}.${index}` });
    }
  };
  push(options.branches, [], 'product_tree.branches');

  let visited = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    visited += 1;
    if (visited > MAX_NODES) {
      throw new RangeError(`The product tree has more than ${MAX_NODES} nodes`);
    }
    const { node, path: parents, field } = next;
    const branch = branchSchema.safeParse(node);
    if (!branch.success) {
      problems.push(
        schemaProblem({
          record,
          input: node,
          error: branch.error,
          prefix: field,
        }),
      );
      continue;
    }
    const { category, name, product, branches } = branch.data;
    const path = [...parents, { category, name }];
    if (product) {
      const vendor =
        lastName(path, 'vendor') ??
        identifierVendor(product.product_identification_helper) ??
        options.fallbackVendor;
      if (vendor) {
        products.push({
          productId: product.product_id,
          vendor,
          product:
            lastName(path, 'product_name') ??
            lastName(path, 'product_family') ??
            product.name,
          branchPath: path.map(step => step.name),
          versionRange: versionOf(path),
          ...identifiersOf(product.product_identification_helper),
        });
      } else {
        problems.push({
          record,
          field,
          value: product.name,
          reason: 'The product has no vendor in the product tree',
        });
      }
    }
    if (branches && path.length >= MAX_DEPTH) {
      problems.push({
        record,
        field,
        value: name,
        reason: `The product tree is nested more than ${MAX_DEPTH} deep; what lies below is left out`,
      });
    } else if (branches) {
      push(branches, path, `${field}.branches`);
    }
  }
  return products;
}
