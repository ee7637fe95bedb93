/** What the address of a feed of CSAF documents leads to. */
export type CsafSourceKind = 'domain' | 'provider' | 'directory' | 'document';
