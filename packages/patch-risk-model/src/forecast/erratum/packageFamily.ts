import { normaliseProduct } from '../pooled/normaliseProduct';

/** Packages that are built and fixed together, by what their names start with. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^java-[\d.]+-openjdk/, 'openjdk'],
  [/^(dotnet|\.net|asp\.net)/, 'dotnet'],
  [/^(kernel($|-)|bpftool$)/, 'kernel'],
];

/**
 * One name for a package of AlmaLinux: without the stream of a module
 * (`mysql:8.0` → `mysql`), and the family where packages are fixed together
 * (`kernel-rt` → `kernel`). A product of a CVE record is only normalised.
 */
export function packageFamily(name: string | undefined): string | undefined {
  const plain = normaliseProduct(name?.replace(/:.*$/, ''));
  return (
    FAMILIES.find(
      ([pattern]) => plain !== undefined && pattern.test(plain),
    )?.[1] ?? plain
  );
}
