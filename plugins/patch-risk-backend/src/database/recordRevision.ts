import type { Knex } from 'knex';
import { type ProductFixes, readProductFixes } from './readProductFixes';

const CHUNK = 100;

interface Open {
  product_key: string;
  announced_for?: string;
  since: string;
  broken_on?: string | null;
}

/**
 * Records what the stored revision of an advisory says of announced days and of products without a fix. Days are those
 * of the revision, so that a look back at an earlier day finds what was known then.
 */
export async function recordRevision(
  transaction: Knex.Transaction,
  advisoryId: string,
): Promise<void> {
  const advisory: { released_on: string; revised_on: string } | undefined =
    await transaction('advisories')
      .where({ id: advisoryId })
      .first('released_on', 'revised_on');
  if (!advisory) {
    return;
  }
  const revisedOn = advisory.revised_on.slice(0, 10);
  const releasedOn = advisory.released_on.slice(0, 10);
  await transaction('advisories')
    .where({ id: advisoryId })
    .whereNull('followed_since')
    .update({ followed_since: revisedOn });
  await transaction('advisory_revisions')
    .insert({ advisory_id: advisoryId, revised_on: revisedOn })
    .onConflict(['advisory_id', 'revised_on'])
    .ignore();
  const products = await readProductFixes(transaction, {
    advisoryId,
    revisedOn,
  });
  await closeAnnouncements(transaction, { advisoryId, revisedOn, products });
  await closeWatches(transaction, { advisoryId, revisedOn, products });
  const announcements: object[] = [];
  const watches: object[] = [];
  for (const [key, product] of products) {
    const names = {
      advisory_id: advisoryId,
      product_key: key,
      vendor: product.vendor,
      product: product.product,
    };
    for (const day of product.announced) {
      announcements.push({
        ...names,
        announced_for: day,
        announced_on: revisedOn,
      });
    }
    const isOpen = product.isOpen || product.announced.size > 0;
    if (isOpen && !product.isUnknown && product.fixedOn === undefined) {
      watches.push({ ...names, released_on: releasedOn, open_on: revisedOn });
    }
  }
  for (let start = 0; start < announcements.length; start += CHUNK) {
    await transaction('fix_announcements')
      .insert(announcements.slice(start, start + CHUNK))
      .onConflict(['advisory_id', 'product_key', 'announced_for'])
      .ignore();
  }
  for (let start = 0; start < watches.length; start += CHUNK) {
    await transaction('fix_watches')
      .insert(watches.slice(start, start + CHUNK))
      .onConflict(['advisory_id', 'product_key'])
      .ignore();
  }
}

interface Revision {
  advisoryId: string;
  revisedOn: string;
  products: Map<string, ProductFixes>;
}

/** An announced day is moved by a later one, kept by the fix, and else withdrawn; it is followed until the fix comes. */
async function closeAnnouncements(
  transaction: Knex.Transaction,
  { advisoryId, revisedOn, products }: Revision,
): Promise<void> {
  const open: Open[] = await transaction('fix_announcements')
    .where({ advisory_id: advisoryId })
    .whereNull('fix_known_on')
    .whereNull('gone_on')
    .select(
      'product_key',
      'announced_for',
      'announced_on as since',
      'broken_on',
    );
  for (const { product_key, announced_for = '', since, broken_on } of open) {
    const product = products.get(product_key);
    const change = () =>
      transaction('fix_announcements').where({
        advisory_id: advisoryId,
        product_key,
        announced_for,
      });
    if (!product) {
      await change().update({ gone_on: revisedOn });
    } else if (product.announced.size > 0) {
      if (!product.announced.has(announced_for) && !broken_on) {
        await change().update({ broken_on: revisedOn, broken_as: 'moved' });
      }
    } else if (product.fixedOn !== undefined) {
      await change().update({
        fixed_on: within(product.fixedOn, since, revisedOn),
        fix_known_on: revisedOn,
      });
    } else if (!broken_on) {
      await change().update({ broken_on: revisedOn, broken_as: 'withdrawn' });
    }
  }
}

async function closeWatches(
  transaction: Knex.Transaction,
  { advisoryId, revisedOn, products }: Revision,
): Promise<void> {
  const open: Open[] = await transaction('fix_watches')
    .where({ advisory_id: advisoryId })
    .whereNull('fix_known_on')
    .whereNull('gone_on')
    .select('product_key', 'open_on as since');
  for (const { product_key, since } of open) {
    const product = products.get(product_key);
    const change = () =>
      transaction('fix_watches').where({
        advisory_id: advisoryId,
        product_key,
      });
    if (!product) {
      await change().update({ gone_on: revisedOn });
    } else if (product.fixedOn !== undefined) {
      await change().update({
        fixed_on: within(product.fixedOn, since, revisedOn),
        fix_known_on: revisedOn,
      });
    }
  }
}

/** The publisher's day of a fix, not before it was said to be missing and not after it was named. */
function within(day: string, from: string, to: string): string {
  if (day < from) {
    return from;
  }
  return day > to ? to : day;
}
