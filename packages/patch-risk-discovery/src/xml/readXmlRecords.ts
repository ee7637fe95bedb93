import { decodeXml } from './decodeXml';
import type { XmlItem } from './XmlItem';
import { XmlRecordParser } from './XmlRecordParser';
import type { XmlRecordOptions } from './XmlRecordOptions';

/**
 * Reads a document record by record, without holding more than one. Fetches nothing, knows no
 * entities but those of XML itself, and refuses documents that declare some. What is not well-formed
 * costs the record in which it stands; a document that ends too early gives what came before, and a
 * problem.
 *
 * @param input - bytes of the document, as they come
 */
export async function* readXmlRecords(
  input: AsyncIterable<Uint8Array>,
  options: XmlRecordOptions,
): AsyncGenerator<XmlItem, void, undefined> {
  const parser = new XmlRecordParser(options);
  for await (const text of decodeXml(input)) {
    yield* parser.feed(text);
    if (parser.isRefused) return;
  }
  yield* parser.finish();
}
