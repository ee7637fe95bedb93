/** People who sign in for the test, and what the policy of its backend lets them see. */
export const users = {
  /** All of it. */
  everything: 'user:default/everything',
  /** The devices that group:default/water-automation owns. */
  owner: 'user:default/owner',
  /** The devices at resource:default/site-munich. */
  site: 'user:default/site',
  /** The devices in the zone Telecontrol. */
  zone: 'user:default/zone',
  /** Feeds and sinks, and no device. */
  operator: 'user:default/operator',
  /** Nothing. The guest of the sign-in page may see nothing either. */
  stranger: 'user:default/stranger',
} as const;
