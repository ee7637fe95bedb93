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
            services: z.array(address).max(100).optional(),
          })
          .optional(),
      }),
    )
    .min(1),
});

/** A ROLIE feed (RFC 8322 as CSAF 2.0 narrows it); its entries are read one by one. */
export const rolieFeedSchema = z.object({
  feed: z.object({
    entry: z.array(z.unknown()).optional(),
    link: z
      .array(z.object({ rel: z.string(), href: z.string().max(2_000) }))
      .max(100)
      .optional(),
  }),
});

/** A ROLIE service document, which lists feeds. */
export const rolieServiceSchema = z.object({
  service: z.object({
    workspace: z
      .array(
        z.object({
          collection: z
            .array(z.object({ href: address, title: z.string().default('') }))
            .max(1_000),
        }),
      )
      .max(100),
  }),
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
    const linked = (rel: string) =>
      entry.link?.filter(link => link.rel === rel).map(({ href }) => href) ??
      [];
    return {
      url,
      updated: entry.updated,
      hashes: linked('hash'),
      signature: linked('signature').at(0),
    };
  });
