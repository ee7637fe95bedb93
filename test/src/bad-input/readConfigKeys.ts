import { readFileSync } from 'node:fs';
import ts from 'typescript';

function nameOf(member: ts.PropertySignature): string {
  return member.name.getText().replace(/^['"]|['"]$/g, '');
}

/** The object type that a property or the items of its list have, where they have one. */
function objectOf(type: ts.TypeNode | undefined): {
  literal?: ts.TypeLiteralNode;
  isList: boolean;
} {
  if (type && ts.isTypeLiteralNode(type)) {
    return { literal: type, isList: false };
  }
  const item =
    type && ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array'
      ? type.typeArguments?.at(0)
      : undefined;
  return item && ts.isTypeLiteralNode(item)
    ? { literal: item, isList: true }
    : { isList: false };
}

function collect(
  members: ts.NodeArray<ts.TypeElement>,
  prefix: string,
): { key: string; isSecret: boolean }[] {
  return members.filter(ts.isPropertySignature).flatMap(member => {
    const key = `${prefix}${nameOf(member)}`;
    const { literal, isList } = objectOf(member.type);
    if (literal) {
      return collect(literal.members, `${key}${isList ? '[0]' : ''}.`);
    }
    const isSecret = ts
      .getJSDocTags(member)
      .some(
        tag =>
          tag.tagName.text === 'visibility' &&
          String(tag.comment).startsWith('secret'),
      );
    return [{ key, isSecret }];
  });
}

/**
 * The keys that a `config.d.ts` describes, such as `patchRisk.feeds.csaf[0].id`.
 *
 * @param file - path of a file that exports an interface `Config`
 */
export function readConfigKeys(
  file: string,
): { key: string; isSecret: boolean }[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  return source.statements
    .filter(ts.isInterfaceDeclaration)
    .filter(({ name }) => name.text === 'Config')
    .flatMap(({ members }) => collect(members, ''));
}
