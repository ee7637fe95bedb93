/** Characters that XML 1.0 forbids; banners bring them, and one must not cost the whole file. */
const FORBIDDEN = /[^\t\n\r\u0020-\ufffd]/g;

const SLICE_LENGTH = 65_536;
const DECLARATION_LENGTH = 256;

function labelOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const text = String.fromCharCode(...head.subarray(0, DECLARATION_LENGTH));
  const declared =
    /^(?:\u00ef\u00bb\u00bf)?<\?xml[^>]*?encoding=["']([^"']+)/.exec(text);
  return declared?.[1] ?? 'utf-8';
}

function decoderOf(head: Uint8Array): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(labelOf(head));
  } catch {
    return new TextDecoder('utf-8');
  }
}

/** The end of a slice of at most {@link SLICE_LENGTH}, not between CR and LF nor within a pair of surrogates. */
function endOfSlice(text: string, start: number): number {
  const end = Math.min(start + SLICE_LENGTH, text.length);
  return end < text.length && /[\r\ud800-\udbff]/.test(text[end - 1])
    ? end - 1
    : end;
}

async function* decode(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  for await (const chunk of input) {
    let bytes = chunk;
    if (head) {
      bytes = Buffer.concat([head, chunk]);
      head = bytes.length < DECLARATION_LENGTH ? bytes : undefined;
    }
    if (!head) {
      decoder ??= decoderOf(bytes);
      yield decoder.decode(bytes, { stream: true });
    }
  }
  decoder ??= decoderOf(head ?? new Uint8Array(0));
  yield decoder.decode(head ?? new Uint8Array(0));
}

/**
 * Text of a document in slices of bounded length. The encoding is that of the byte order mark, else
 * that of the declaration, else UTF-8. What is not of the encoding, and characters that XML forbids,
 * become U+FFFD.
 */
export async function* decodeXml(
  input: AsyncIterable<Uint8Array>,
): AsyncGenerator<string, void, undefined> {
  let carried = '';
  for await (const part of decode(input)) {
    const text = carried + part;
    const last = text.at(-1);
    const isOpen = last !== undefined && /[\r\ud800-\udbff]/.test(last);
    carried = isOpen ? last : '';
    const whole = isOpen ? text.slice(0, -1) : text;
    let start = 0;
    while (start < whole.length) {
      const end = endOfSlice(whole, start);
      yield whole.slice(start, end).replace(FORBIDDEN, '\ufffd');
      start = end;
    }
  }
  if (carried !== '') yield carried.replace(FORBIDDEN, '\ufffd');
}
