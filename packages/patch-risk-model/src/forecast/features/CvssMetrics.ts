/**
 * The base metrics that CVSS 2.0, 3.x and 4.0 share, in the letters of 3.1.
 * A metric that a version does not have is `undefined`.
 */
export interface CvssMetrics {
  version: '2.0' | '3' | '4.0';
  attackVector: 'N' | 'A' | 'L' | 'P';
  attackComplexity: 'L' | 'H';
  privilegesRequired: 'N' | 'L' | 'H';
  userInteraction?: 'N' | 'R';
  scope?: 'U' | 'C';
  confidentiality: 'N' | 'L' | 'H';
  integrity: 'N' | 'L' | 'H';
  availability: 'N' | 'L' | 'H';
}
