/**
 * What a model is, on one screen: shipped inside its JSON and shown by the
 * product beside each forecast.
 *
 * @public
 */
export interface ModelCard {
  name: string;
  trainingWindow: { from: string; to: string };
  testWindow: { from: string; to: string };
  /** Row counts and seeds of the training. */
  training: Record<string, number>;
  /** Held-out figures by name; see docs/models.md for definitions. */
  figures: Record<string, number>;
  featureNames: string[];
  licence: string;
  attribution: string;
}
