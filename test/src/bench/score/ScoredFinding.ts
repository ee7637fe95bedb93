import type {
  AttackVector,
  ControlKind,
  CriticalityClass,
  ExploitForecastInput,
  ExposureClass,
  FixForecastInput,
  SafetyClass,
  UpdateChannel,
} from '@patch-risk/model';

/** One row of the columns in words, as the product's own functions take it. */
export interface ScoredFinding {
  exploit: ExploitForecastInput;
  fix: FixForecastInput;
  attackVector: AttackVector | undefined;
  exposure: ExposureClass | undefined;
  purdueLevel: number | undefined;
  securityLevel: number | undefined;
  controls: ControlKind[];
  updateChannel: UpdateChannel | undefined;
  windowsPerWeek: number | undefined;
  cvssImpact: number;
  criticality: CriticalityClass | undefined;
  safety: SafetyClass | undefined;
}
