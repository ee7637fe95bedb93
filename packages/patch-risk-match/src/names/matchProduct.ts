import { coverWords } from './coverWords';
import { parseVersion, type Version } from '../versions/parseVersion';
import type { ProductName, ProductWord } from './readProductName';

/** That a product of an advisory and the model of a device are the same, and why. */
export interface ProductMatch {
  /** Certainty in [0, 1] that the advisory means this model. */
  confidence: number;
  /** The evidence in words. */
  reason: string;
  /** The product's name ends in a version (`PCS 7 V9.0`): only that line of versions is meant. */
  versionLine?: Version;
}

const VERSION_LINE =
  /^(?:v\d+(?:\.(?:\d+|x))*|\d+\.(?:\d+|x)(?:\.(?:\d+|x))*|(?:19|20)\d\d)$/;

/** Brands of hardened versions: a product of its own beside the one without the word. */
const HARDENED = new Set(['siplus']);

/** `s7-1500`, `w700`, `15xx`: a code that stands for a family of models. */
function isFamilyCode(word: ProductWord): boolean {
  return /00$/.test(word.compact) || word.pattern !== undefined;
}

/** A long code beside the model number is an order number: `6es7515-2am01`, `1766-l32bxb`. */
function isOrderCode(word: ProductWord): boolean {
  return (
    word.kind === 'code' &&
    word.compact.length >= 9 &&
    (word.compact.match(/\d/g) ?? []).length >= 3
  );
}

function share(left: readonly string[], right: readonly string[]) {
  return left.find(text => right.includes(text));
}

function isCodeText(text: string): boolean {
  return /^[a-z]+\d{2,}[a-z0-9-]*$/.test(text) && text.length > 3;
}

/** The order number of one name that the other has as a plain word. */
function orderNumberAsWord(
  product: ProductName,
  model: ProductName,
): string | undefined {
  const wordsOf = (name: ProductName) => name.words.map(word => word.compact);
  return (
    share(product.orderNumbers, wordsOf(model)) ??
    share(model.orderNumbers, wordsOf(product))
  );
}

/** Remarks in brackets may be missing on one side; where both have them, they must not contradict. */
function agreeInQualifiers(product: ProductName, model: ProductName): boolean {
  const [own, other] = [product.qualifiers, model.qualifiers];
  const codes = own.filter(isCodeText);
  const modelTexts = [...other, ...model.words.map(word => word.text)];
  const hasCode = product.words.some(word => word.kind === 'code');
  // Without a model number in the name, the one in brackets is the model number.
  if (codes.length > 0 && !hasCode && !share(codes, modelTexts)) return false;
  if (own.length === 0 || other.length === 0) return true;
  return (
    own.every(text => modelTexts.includes(text)) ||
    other.every(text => own.includes(text))
  );
}

/**
 * Compares a product's name in an advisory with a device's model. Model numbers decide: they must
 * agree, one that only one side has is a different product unless the advisory means the family.
 * Words that many products share are no evidence.
 *
 * @returns undefined where the two are not, or not surely enough, the same product
 */
export function matchProduct(
  product: ProductName,
  model: ProductName,
): ProductMatch | undefined {
  if (product.orderNumbers.length > 0 && model.orderNumbers.length > 0) {
    const number = share(product.orderNumbers, model.orderNumbers);
    return number === undefined
      ? undefined
      : { confidence: 0.99, reason: `order number ${number} is the same` };
  }
  const ordered = orderNumberAsWord(product, model);
  if (ordered !== undefined) {
    return { confidence: 0.99, reason: `order number ${ordered} is the same` };
  }
  // Names that say next to nothing, such as `System Platform`, are the same when nothing differs.
  if (
    product.folded === model.folded ||
    (product.whole === model.whole && product.whole.length > 3)
  ) {
    return { confidence: 0.98, reason: `same name: ${model.folded}` };
  }
  if (!agreeInQualifiers(product, model)) return undefined;
  const covered = coverWords(product, model);
  const shared = product.words.filter((_, i) => covered.left.has(i));
  const sharedCodes = shared.filter(word => word.kind === 'code');
  const sharedNames = shared.filter(word => word.kind === 'name');
  const isExact =
    product.compact === model.compact &&
    product.compact.length > 2 &&
    sharedNames.length + sharedCodes.length > 0;
  const hasEvidence =
    isExact ||
    sharedCodes.length > 0 ||
    sharedNames.some(word => word.compact.length > 3);
  if (!hasEvidence) return undefined;
  const isOwnProduct = [
    ...product.words.filter((_, i) => !covered.left.has(i)),
    ...model.words.filter((_, i) => !covered.right.has(i)),
  ].some(word => HARDENED.has(word.text));
  if (isOwnProduct) return undefined;

  const hasCode = product.words.some(word => word.kind === 'code');
  const lineWord = product.words.find(
    (word, i) =>
      !covered.left.has(i) &&
      (VERSION_LINE.test(word.text) ||
        // `Ignition 7` beside a device's `Ignition`: its major version.
        (!hasCode &&
          i > 0 &&
          product.words.slice(i + 1).every(({ kind }) => kind === 'weak') &&
          /^\d{1,2}$/.test(word.text))),
  );
  const versionLine = lineWord && parseVersion(lineWord.text);
  const extraProduct = product.words.filter(
    (word, i) => !covered.left.has(i) && word !== lineWord,
  );
  const extraModel = model.words.filter(
    (word, i) => !covered.right.has(i) && !product.variants.includes(word.text),
  );
  const text = shared.map(word => word.text).join(' ');
  const answer = (confidence: number, why: string): ProductMatch => ({
    confidence:
      product.qualifiers.length > 0 ? Math.min(confidence, 0.9) : confidence,
    reason: `${why}: ${text}`,
    versionLine,
  });

  if (extraProduct.length === 0 && extraModel.length === 0) {
    return answer(0.98, 'same name');
  }
  // Without a model number only the whole name is evidence: `WinCC OA` is not `WinCC`.
  if (sharedCodes.length === 0) {
    // General words on both sides are two products: a `Workstation` and a `Manager`.
    const isSame =
      (extraProduct.length === 0 || extraModel.length === 0) &&
      [...extraProduct, ...extraModel].every(word => word.kind === 'weak');
    return isSame ? answer(0.85, 'same name but for general words') : undefined;
  }
  const firstInProduct = product.words.findIndex(
    (word, i) => covered.left.has(i) && word.kind === 'code',
  );
  const firstInModel = model.words.findIndex(
    (word, i) => covered.right.has(i) && word.kind === 'code',
  );
  // One text gives the brand before the model number, the other leaves it out.
  const startsBare = (name: ProductName, first: number, set: Set<number>) =>
    name.words
      .slice(0, first)
      .every((word, i) => word.kind === 'weak' || set.has(i));
  const modelIsBare = startsBare(model, firstInModel, covered.right);
  const productIsBare = startsBare(product, firstInProduct, covered.left);
  if (!modelIsBare && !productIsBare) return undefined;
  const isDistinct = sharedCodes.some(
    word => word.compact.length > 3 || sharedNames.length > 0,
  );
  if (!isDistinct) return undefined;
  const restOf = (name: ProductName, first: number, set: Set<number>) =>
    name.words.filter(
      (word, i) => i >= first && !set.has(i) && word !== lineWord,
    );
  const productRest = restOf(product, firstInProduct, covered.left);
  const modelRest = restOf(model, firstInModel, covered.right);

  const productOrders = productRest.filter(isOrderCode);
  const modelOrders = modelRest.filter(isOrderCode);
  if (productOrders.length > 0 && modelOrders.length > 0) return undefined;
  const productDiffers = productRest.filter(word => !isOrderCode(word));
  const modelDiffers = modelRest.filter(word => !isOrderCode(word));
  const modelNumbers = modelDiffers.filter(
    word => word.kind === 'code' && !VERSION_LINE.test(word.text),
  );
  if (productOrders.length > 0 && modelNumbers.length > 0) return undefined;
  if (productDiffers.length === 0 && modelDiffers.length === 0) {
    return answer(0.93, 'same model number');
  }
  // The model says more than the advisory: fine where the advisory means the whole family.
  if (productDiffers.length === 0) {
    const ownLead = product.words.filter(
      (word, i) =>
        i < firstInProduct && !covered.left.has(i) && word.kind !== 'weak',
    );
    // A round number is the family of models that have a number of their own.
    const meansFamily =
      ownLead.length < 2 &&
      (product.isFamily ||
        (modelNumbers.length > 0 &&
          isFamilyCode(sharedCodes[sharedCodes.length - 1])));
    const hasVariantOnly = modelDiffers.every(word => word.kind === 'weak');
    if (hasVariantOnly) return answer(0.9, 'same model number');
    return meansFamily ? answer(0.8, 'member of the family') : undefined;
  }
  // The advisory says more: fine for general words, not for another number or variant.
  return modelDiffers.length === 0 &&
    productDiffers.every(word => word.kind === 'weak')
    ? answer(0.85, 'same model number')
    : undefined;
}
