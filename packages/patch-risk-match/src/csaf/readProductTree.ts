import type { z } from 'zod';
import type { RecordProblem } from '../records/RecordProblem';
import { schemaProblem } from '../records/schemaProblem';
import { identifiersOf } from './identifiersOf';
import { identifierVendor } from './identifierVendor';
import type { ProductTree, TreeProduct } from './ProductTree';
import {
  type CsafDocument,
  fullProductNameSchema,
  productGroupSchema,
  relationshipSchema,
} from './schema';
import { walkBranches } from './walkBranches';

/**
 * A combined product is found under the name of the component and under that of what it is
 * installed on, since a device is catalogued as the latter.
 *
 * The component's version says nothing of a device of another vendor, unless the advisory names
 * the device's own: then the range is text that names the component, which no version falls into.
 */
function combine(options: {
  productId: string;
  category: string;
  component: TreeProduct;
  platform: TreeProduct;
}): TreeProduct[] {
  const { productId, category, component, platform } = options;
  const branchPath = [
    ...component.branchPath,
    category,
    ...platform.branchPath,
  ];
  const sameVendor =
    component.vendor.toLowerCase() === platform.vendor.toLowerCase();
  const foreignRange = [component.product, component.versionRange]
    .filter(Boolean)
    .join(' ');
  const onPlatform = {
    ...platform,
    productId,
    branchPath,
    versionRange:
      platform.versionRange ??
      (sameVendor ? component.versionRange : foreignRange),
  };
  const asComponent = { ...component, productId, branchPath };
  return sameVendor && component.product === platform.product
    ? [onPlatform]
    : [asComponent, onPlatform];
}

/**
 * Reads the whole product tree: branches, flat product names, relationships and groups.
 *
 * @param options - `fallbackVendor` is the vendor of products for which none is named; problems
 *   are added to `problems`.
 */
export function readProductTree(options: {
  tree: CsafDocument['product_tree'];
  fallbackVendor: string | undefined;
  record: string;
  problems: RecordProblem[];
}): ProductTree {
  const { tree, fallbackVendor, record, problems } = options;
  const products = new Map<string, TreeProduct[]>();

  const add = (found: TreeProduct[], field: string) => {
    const [{ productId }] = found;
    if (products.has(productId)) {
      problems.push({
        record,
        field,
        value: productId,
        reason:
          'The product identifier is used twice; its first product counts',
      });
    } else {
      products.set(productId, found);
    }
  };
  const parseAll = function* parseAll<TSchema extends z.ZodType>(
    schema: TSchema,
    items: unknown[] | undefined,
    field: string,
  ): Generator<{ data: z.output<TSchema>; field: string }> {
    for (const [index, item] of (items ?? []).entries()) {
      const prefix = `product_tree.${field}.${index}`;
      const parsed = schema.safeParse(item);
      if (parsed.success) {
        yield { data: parsed.data, field: prefix };
      } else {
        problems.push(
          schemaProblem({ record, input: item, error: parsed.error, prefix }),
        );
      }
    }
  };

  const branches = walkBranches({
    branches: tree?.branches ?? [],
    fallbackVendor,
    record,
    problems,
  });
  for (const product of branches) {
    add([product], 'product_tree.branches');
  }

  for (const { data, field } of parseAll(
    fullProductNameSchema,
    tree?.full_product_names,
    'full_product_names',
  )) {
    const vendor =
      identifierVendor(data.product_identification_helper) ?? fallbackVendor;
    if (vendor) {
      add(
        [
          {
            productId: data.product_id,
            vendor,
            product: data.name,
            branchPath: [data.name],
            ...identifiersOf(data.product_identification_helper),
          },
        ],
        field,
      );
    } else {
      problems.push({
        record,
        field,
        value: data.name,
        reason:
          'The product has no vendor: it stands outside the branches and has no CPE',
      });
    }
  }

  for (const { data, field } of parseAll(
    relationshipSchema,
    tree?.relationships,
    'relationships',
  )) {
    const component = products.get(data.product_reference)?.[0];
    const platform = products.get(data.relates_to_product_reference)?.[0];
    if (component && platform) {
      add(
        combine({
          productId: data.full_product_name.product_id,
          category: data.category,
          component,
          platform,
        }),
        field,
      );
    } else {
      problems.push({
        record,
        field,
        value: component
          ? data.relates_to_product_reference
          : data.product_reference,
        reason:
          'The relationship names a product that the product tree does not hold',
      });
    }
  }

  const groups = new Map<string, string[]>();
  for (const { data } of parseAll(
    productGroupSchema,
    tree?.product_groups,
    'product_groups',
  )) {
    groups.set(data.group_id, data.product_ids);
  }
  return { products, groups };
}
