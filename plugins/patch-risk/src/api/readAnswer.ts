import { ResponseError } from '@backstage/errors';

/** What the generated client returns, reduced to what is read here. */
type Answer<T> = Response | (Omit<Response, 'json'> & { json(): Promise<T> });

/** The body of an answer; a `ResponseError` where the backend answered with an error. */
export async function readAnswer<T>(answer: Answer<T>): Promise<T> {
  if (!answer.ok) {
    throw await ResponseError.fromResponse(answer);
  }
  return answer.json();
}
