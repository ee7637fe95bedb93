import type { AdvisedProduct } from '@patch-risk/backstage-plugin-patch-risk-backend/src/findings/AdvisedProduct';
import type { AssessVulnerability } from '@patch-risk/backstage-plugin-patch-risk-backend/src/assessment/AssessInput';

/** A product of some vendor with the vulnerabilities that advisories name for it. */
export interface BenchProduct {
  vendor: string;
  model: string;
  firmwareVersion: string;
  vulnerabilities: {
    vulnerability: AssessVulnerability;
    remediation: { state: string; fixedVersion?: string };
    advisedProduct: AdvisedProduct;
  }[];
}
