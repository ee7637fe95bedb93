import { z } from 'zod';

const address = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/\S+$/i);

/** The file `provider-metadata.json`, as far as it tells where documents are. */
export const providerMetadataSchema = z.object({
  distributions: z
    .array(
      z.object({
        directory_url: address.optional(),
        rolie: z
          .object({
            feeds: z.array(
              z.object({ url: address, tlp_label: z.string().optional() }),
            ),
          })
          .optional(),
      }),
    )
    .min(1),
});

/** A ROLIE feed (RFC 8322 as CSAF 2.0 narrows it); its entries are read one by one. */
export const rolieFeedSchema = z.object({
  feed: z.object({ entry: z.array(z.unknown()).optional() }),
});

/** An entry of a ROLIE feed. */
export const rolieEntrySchema = z
  .object({
    updated: z.string().max(50).optional(),
    content: z.object({ src: address }).optional(),
    link: z.array(z.object({ rel: z.string(), href: address })).optional(),
  })
  .transform((entry, context) => {
    const url =
      entry.content?.src ?? entry.link?.find(({ rel }) => rel === 'self')?.href;
    if (!url) {
      context.addIssue({
        code: 'custom',
        path: ['content', 'src'],
        message: 'names no document',
      });
      return z.NEVER;
    }
    return { url, updated: entry.updated };
  });
