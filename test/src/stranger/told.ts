/** What an answer says, without the address that the caller wrote. */
export function told(text: string): string {
  try {
    const { request, ...rest } = JSON.parse(text);
    return JSON.stringify(rest);
  } catch {
    return text;
  }
}
