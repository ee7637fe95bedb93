/** Names of fields whose value is a secret, whatever it looks like. */
export const secretKeyNames =
  /^(?:.*[-_. ])?(?:pass(?:word|wd|phrase|code)?|pwd|secret|psk|pre-?shared-?key|credentials?|community|communities|token|apikey|private|cookie|salt|hash|pin)s?(?:[-_. ].*)?$|(?:password|passwd|passphrase|secret|token|apikey|credential|privatekey|sharedkey|accesskey|authkey|psk|community)s?$|(?:api|auth|access|private|shared|signing|encryption|session|master)[-_. ]?key/i;
