/** Why a document is read no further. */
export class XmlRefusal extends Error {
  readonly remedy: string | undefined;

  constructor(reason: string, remedy?: string) {
    super(reason);
    this.name = 'XmlRefusal';
    this.remedy = remedy;
  }
}
